"""Typed C++ clients of Python tasks and actors: `--python-tasks app.py` -> `<name>.python.h`.

    file --read_module--> Module --read_tasks--> PythonTasks --lower--> PythonView --render--> text

Only the syntax of the files is looked at: none is imported, so what a hint means must be seen in the files themselves.
"""

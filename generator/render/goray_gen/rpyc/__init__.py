"""Typed clients of Python code behind an RPyC server: `goray-gen rpyc service.py -o gen --lang cpp,go,python`.

    service.py --read--> Service --lower_cpp, lower_go, lower_python--> view --templates/rpyc--> files

The Python file is parsed, never imported.
"""

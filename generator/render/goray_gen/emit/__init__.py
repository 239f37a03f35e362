"""Views -> files: the templates are rendered, and what changed is written.

Interface --cpp_files, python_package--> {path: text} --write_files--> the output folder
"""

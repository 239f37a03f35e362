"""Interface -> views: every decision about the generated code, each a function with a unit test.

Interface --lower_cpp--> AppView
Interface --lower_python--> PackageView
"""

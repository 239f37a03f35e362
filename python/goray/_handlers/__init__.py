"""What a library asks of Ray, a file a subject. `gorayffi.handlers` answers the commands that need no Ray."""

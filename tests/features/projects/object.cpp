int FromObject() { return 9; }

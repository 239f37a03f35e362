// A source that only mentions GORAY_TASKS is an ordinary one.
int Mentioned() { return 7; }

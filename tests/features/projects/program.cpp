int TwiceOne(int number);

int main() { return TwiceOne(2) == 4 ? 0 : 1; }

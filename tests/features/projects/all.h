using Number = int;

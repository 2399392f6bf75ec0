"""The commands, by what they are for. Each reads its options, calls one room, and shows the answer."""

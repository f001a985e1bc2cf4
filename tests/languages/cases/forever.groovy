say "Waiting."
while (true) {
}

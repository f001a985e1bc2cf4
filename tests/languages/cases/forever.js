say("Waiting.");
while (true) {
}

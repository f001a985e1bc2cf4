const show = "1337";
say(`Welcome to the show`);
for (const id of [show]) {
    conference(id, { terminator: '*', "playTones": true, onChoice: event => say("Disconnecting"), onSignal: () => {} });
}
say("Thank you, goodbye");

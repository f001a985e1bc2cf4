// A handler that fails.
conference("1337", {
    terminator: "*",
    onChoice(event) {
        throw new Error("broken handler");
    },
});

// A misspelt option.
conference("1337", { terminater: "*" });

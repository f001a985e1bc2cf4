/** mixminus: a conference mixer. The objects of the high level. */
"use strict";

const native = require("./native.js");

exports.Engine = require("./engine.js").Engine;
exports.Participant = require("./participant.js").Participant;
exports.Room = require("./room.js").Room;
exports.Prompt = require("./prompt.js").Prompt;
exports.Recording = require("./recording.js").Recording;
exports.Tap = require("./tap.js").Tap;
exports.Event = require("./event.js").Event;
exports.ConferenceEnd = require("./conference.js").ConferenceEnd;
exports.MixminusError = require("./error.js").MixminusError;
/** The version of the library that runs. */
exports.version = native.mixminus_version();

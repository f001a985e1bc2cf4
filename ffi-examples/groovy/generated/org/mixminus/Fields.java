// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusEngineConfig;
import org.mixminus.c.MixminusDriverConfig;
import org.mixminus.c.MixminusParticipantConfig;
import org.mixminus.c.MixminusSayOptions;
import org.mixminus.c.MixminusWriteInfo;
import org.mixminus.c.MixminusRoomTemplate;
import org.mixminus.c.MixminusAccountQuota;
import org.mixminus.c.MixminusTelephoneEvent;
import org.mixminus.c.MixminusRecordConfig;

/** Sets fields of structs by their names, in camel case or as C writes them. */
final class Fields {
    private Fields() {}

    /** Returns false if there is no such field. */
    static boolean set(MixminusEngineConfig c, String name, Object value) {
        switch (name) {
            case "sampleRateHz": case "sample_rate_hz": c.sampleRateHz(Values.unsigned(name, value)); return true;
            case "frameMs": case "frame_ms": c.frameMs(Values.unsigned(name, value)); return true;
            case "maxParticipants": case "max_participants": c.maxParticipants(Values.unsigned(name, value)); return true;
            case "maxRooms": case "max_rooms": c.maxRooms(Values.unsigned(name, value)); return true;
            case "roomCapacity": case "room_capacity": c.roomCapacity(Values.unsigned(name, value)); return true;
            case "prefillMs": case "prefill_ms": c.prefillMs(Values.unsigned(name, value)); return true;
            case "maxCapMs": case "max_cap_ms": c.maxCapMs(Values.unsigned(name, value)); return true;
            case "maxWriteMs": case "max_write_ms": c.maxWriteMs(Values.unsigned(name, value)); return true;
            case "commandQueue": case "command_queue": c.commandQueue(Values.unsigned(name, value)); return true;
            case "eventQueue": case "event_queue": c.eventQueue(Values.unsigned(name, value)); return true;
            case "accountRooms": case "account_rooms": c.accountRooms(Values.unsigned(name, value)); return true;
            case "accountParticipants": case "account_participants": c.accountParticipants(Values.unsigned(name, value)); return true;
            case "lockMemory": case "lock_memory": c.lockMemory(Values.flag(name, value)); return true;
            case "simd": c.simd(Values.unsigned(name, value)); return true;
            case "dtmfLookAheadMs": case "dtmf_look_ahead_ms": c.dtmfLookAheadMs(Values.unsigned(name, value)); return true;
            case "sessionLimitS": case "session_limit_s": c.sessionLimitS(Values.unsigned(name, value)); return true;
            case "accountQueuedSignals": case "account_queued_signals": c.accountQueuedSignals(Values.unsigned(name, value)); return true;
            case "maxPlays": case "max_plays": c.maxPlays(Values.unsigned(name, value)); return true;
            case "maxTaps": case "max_taps": c.maxTaps(Values.unsigned(name, value)); return true;
            case "accountPromptBytes": case "account_prompt_bytes": c.accountPromptBytes(Values.wide(name, value)); return true;
            case "maxPromptBytes": case "max_prompt_bytes": c.maxPromptBytes(Values.wide(name, value)); return true;
            case "maxNameBytes": case "max_name_bytes": c.maxNameBytes(Values.unsigned(name, value)); return true;
            case "maxAccounts": case "max_accounts": c.maxAccounts(Values.unsigned(name, value)); return true;
            case "lines8000": case "lines_8000": c.lines8000(Values.unsigned(name, value)); return true;
            case "lines12000": case "lines_12000": c.lines12000(Values.unsigned(name, value)); return true;
            case "lines16000": case "lines_16000": c.lines16000(Values.unsigned(name, value)); return true;
            case "lines22050": case "lines_22050": c.lines22050(Values.unsigned(name, value)); return true;
            case "lines24000": case "lines_24000": c.lines24000(Values.unsigned(name, value)); return true;
            case "lines32000": case "lines_32000": c.lines32000(Values.unsigned(name, value)); return true;
            case "lines44100": case "lines_44100": c.lines44100(Values.unsigned(name, value)); return true;
            case "lines48000": case "lines_48000": c.lines48000(Values.unsigned(name, value)); return true;
            case "agents": c.agents(Values.unsigned(name, value)); return true;
            case "agentRateHz": case "agent_rate_hz": c.agentRateHz(Values.unsigned(name, value)); return true;
            case "agentQueueMs": case "agent_queue_ms": c.agentQueueMs(Values.unsigned(name, value)); return true;
            default: return false;
        }
    }

    /** Returns false if there is no such field. */
    static boolean set(MixminusDriverConfig c, String name, Object value) {
        switch (name) {
            case "clock": c.clock(Values.unsigned(name, value)); return true;
            case "workers": c.workers(Values.unsigned(name, value)); return true;
            case "realtimePriority": case "realtime_priority": c.realtimePriority(Values.unsigned(name, value)); return true;
            default: return false;
        }
    }

    /** Returns false if there is no such field. */
    static boolean set(MixminusParticipantConfig c, String name, Object value) {
        switch (name) {
            case "sampleRateHz": case "sample_rate_hz": c.sampleRateHz(Values.unsigned(name, value)); return true;
            case "user": c.user(Values.wide(name, value)); return true;
            case "agent": c.agent(Values.flag(name, value)); return true;
            default: return false;
        }
    }

    /** Returns false if there is no such field. */
    static boolean set(MixminusSayOptions c, String name, Object value) {
        switch (name) {
            case "times": c.times(Values.unsigned(name, value)); return true;
            case "gainMdb": case "gain_mdb": c.gainMdb(Values.signed(name, value)); return true;
            case "interrupt": c.interrupt(Values.flag(name, value)); return true;
            default: return false;
        }
    }

    /** Returns false if there is no such field. */
    static boolean set(MixminusWriteInfo c, String name, Object value) {
        switch (name) {
            case "lost": c.lost(Values.unsigned(name, value)); return true;
            case "timestamp": c.timestamp(Values.wide(name, value)); return true;
            case "hasTimestamp": case "has_timestamp": c.hasTimestamp(Values.flag(name, value)); return true;
            case "startsTalkspurt": case "starts_talkspurt": c.startsTalkspurt(Values.flag(name, value)); return true;
            default: return false;
        }
    }

    /** Returns false if there is no such field. */
    static boolean set(MixminusRoomTemplate c, String name, Object value) {
        switch (name) {
            case "capacity": c.capacity(Values.unsigned(name, value)); return true;
            case "limitS": case "limit_s": c.limitS(Values.unsigned(name, value)); return true;
            case "sampleRateHz": case "sample_rate_hz": c.sampleRateHz(Values.unsigned(name, value)); return true;
            case "aloneLoop": case "alone_loop": c.aloneLoop(Values.sound(name, value)); return true;
            default: return false;
        }
    }

    /** Returns false if there is no such field. */
    static boolean set(MixminusAccountQuota c, String name, Object value) {
        switch (name) {
            case "rooms": c.rooms(Values.unsigned(name, value)); return true;
            case "participants": c.participants(Values.unsigned(name, value)); return true;
            case "queuedSignals": case "queued_signals": c.queuedSignals(Values.unsigned(name, value)); return true;
            case "promptBytes": case "prompt_bytes": c.promptBytes(Values.wide(name, value)); return true;
            default: return false;
        }
    }

    /** Returns false if there is no such field. */
    static boolean set(MixminusTelephoneEvent c, String name, Object value) {
        switch (name) {
            case "event": c.event(Values.unsigned(name, value)); return true;
            case "end": c.end(Values.flag(name, value)); return true;
            case "volume": c.volume(Values.unsigned(name, value)); return true;
            case "duration": c.duration(Values.unsigned(name, value)); return true;
            case "timestamp": c.timestamp(Values.unsigned(name, value)); return true;
            case "ssrc": c.ssrc(Values.unsigned(name, value)); return true;
            case "clockRate": case "clock_rate": c.clockRate(Values.unsigned(name, value)); return true;
            default: return false;
        }
    }

    /** Returns false if there is no such field. */
    static boolean set(MixminusRecordConfig c, String name, Object value) {
        switch (name) {
            case "bufferMs": case "buffer_ms": c.bufferMs(Values.unsigned(name, value)); return true;
            case "splitBytes": case "split_bytes": c.splitBytes(Values.wide(name, value)); return true;
            case "announcement": c.announcement(Values.sound(name, value)); return true;
            case "beepS": case "beep_s": c.beepS(Values.unsigned(name, value)); return true;
            case "fileMode": case "file_mode": c.fileMode(Values.unsigned(name, value)); return true;
            default: return false;
        }
    }
}

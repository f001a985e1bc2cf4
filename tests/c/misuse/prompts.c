/* Prompts, and what plays them. */
#include "misuse.h"

#include <string.h>

static const int16_t samples[400];

static mixminus_prompt_config prompt_config(void)
{
    mixminus_prompt_config config;

    STAGE(mixminus_prompt_config_init(&config, sizeof config));
    config.account = "a";
    config.account_len = 1;
    config.samples = samples;
    config.count = 400;
    return config;
}

#define PROMPT(field, value)                                                                \
    do {                                                                                    \
        config = prompt_config();                                                           \
        config.field = (value);                                                             \
        MISUSE("prompt: " #field " = " #value, ERR_INVALID_ARGUMENT,                        \
               mixminus_prompt_new(engine, &config, &prompt));                              \
        FACT(prompt == 0);                                                                  \
    } while (0)

static void made(mixminus_engine *engine)
{
    const int16_t *const odd = (const int16_t *)(const void *)((const char *)samples + 1);
    mixminus_prompt_config config = prompt_config();
    mixminus_prompt_info info;
    mixminus_account_quota quota;
    mixminus_prompt prompt = 7;

    MISUSE("a prompt of no engine", ERR_INVALID_ARGUMENT, mixminus_prompt_new(NULL, &config, &prompt));
    FACT(prompt == 0);
    MISUSE("a prompt of nothing", ERR_INVALID_ARGUMENT, mixminus_prompt_new(engine, NULL, &prompt));
    MISUSE("a prompt to nowhere", ERR_INVALID_ARGUMENT, mixminus_prompt_new(engine, &config, NULL));
    PROMPT(account, NULL);
    PROMPT(account_len, 0);
    PROMPT(account_len, 256);
    PROMPT(samples, NULL);
    PROMPT(samples, odd);
    PROMPT(count, 0);
    PROMPT(count, SIZE_MAX);
    PROMPT(sample_rate_hz, 0);
    PROMPT(sample_rate_hz, 999);
    PROMPT(sample_rate_hz, 192001);
    config = prompt_config();
    config.struct_size = 4;
    MISUSE("a prompt of a wrong size", ERR_STRUCT_SIZE, mixminus_prompt_new(engine, &config, &prompt));
    STAGE(mixminus_account_quota_init(&quota, sizeof quota));
    quota.prompt_bytes = 799;
    STAGE(mixminus_account_quota_set(engine, "a", 1, &quota));
    config = prompt_config();
    MISUSE("a prompt beyond the quota", ERR_QUOTA_EXCEEDED, mixminus_prompt_new(engine, &config, &prompt));
    quota.prompt_bytes = 800;
    STAGE(mixminus_account_quota_set(engine, "a", 1, &quota));
    MISUSE("a prompt within it", OK, mixminus_prompt_new(engine, &config, &prompt));
    STAGE(mixminus_prompt_info_init(&info, sizeof info));
    MISUSE("what it is, of no engine", ERR_INVALID_ARGUMENT, mixminus_prompt_get_info(NULL, prompt, &info));
    MISUSE("what it is, to nowhere", ERR_INVALID_ARGUMENT, mixminus_prompt_get_info(engine, prompt, NULL));
    STAGE(mixminus_prompt_get_info(engine, prompt, &info));
    FACT(info.samples == 400 && info.duration_ms == 50);
    MISUSE("free it in no engine", ERR_INVALID_ARGUMENT, mixminus_prompt_free(NULL, prompt));
    STAGE(mixminus_prompt_free(engine, prompt));
    MISUSE("free it twice", ERR_STALE_HANDLE, mixminus_prompt_free(engine, prompt));
    MISUSE("what it was", ERR_STALE_HANDLE, mixminus_prompt_get_info(engine, prompt, &info));
    MISUSE("free the beep", ERR_INVALID_HANDLE, mixminus_prompt_free(engine, MIXMINUS_SOUND_BEEP));
    STAGE(mixminus_account_quota_reset(engine, "a", 1));
}

/* 8000 Hz, 16 bits, mono, two samples. */
static const uint8_t wav[48] = {
    'R', 'I', 'F', 'F', 40, 0, 0, 0, 'W', 'A', 'V', 'E', 'f', 'm', 't', ' ', 16, 0, 0, 0, 1, 0, 1, 0,
    0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0, 'd', 'a', 't', 'a', 4, 0, 0, 0, 1, 0, 2, 0,
};

#define WAV(account, account_len, bytes, count) \
    mixminus_prompt_new_wav(engine, (account), (account_len), (bytes), (count), &prompt)
#define OF_FILE(path, path_len) mixminus_prompt_new_file(engine, "a", 1, (path), (path_len), &prompt)

static void made_of_wav(mixminus_engine *engine)
{
    uint8_t other[48];
    mixminus_prompt_info info;
    mixminus_prompt prompt = 7;

    MISUSE("a WAV of no engine", ERR_INVALID_ARGUMENT, mixminus_prompt_new_wav(NULL, "a", 1, wav, 48, &prompt));
    FACT(prompt == 0);
    MISUSE("a WAV to nowhere", ERR_INVALID_ARGUMENT, mixminus_prompt_new_wav(engine, "a", 1, wav, 48, NULL));
    MISUSE("a WAV of nobody", ERR_INVALID_ARGUMENT, WAV(NULL, 1, wav, 48));
    MISUSE("a WAV of a name of 0 bytes", ERR_INVALID_ARGUMENT, WAV("a", 0, wav, 48));
    MISUSE("a WAV from nowhere", ERR_INVALID_ARGUMENT, WAV("a", 1, NULL, 48));
    MISUSE("a WAV of SIZE_MAX bytes", ERR_INVALID_ARGUMENT, WAV("a", 1, wav, SIZE_MAX));
    for (size_t length = 0; length < 46; length++) {
        MISUSE("a WAV that is cut", ERR_INVALID_ARGUMENT, WAV("a", 1, wav, length));
        FACT(prompt == 0);
    }
    FACT(strcmp(mixminus_last_error(), "wav: has no samples") == 0);
    MISUSE("a WAV of half its samples", OK, WAV("a", 1, wav, 47));
    STAGE(mixminus_prompt_info_init(&info, sizeof info));
    STAGE(mixminus_prompt_get_info(engine, prompt, &info));
    FACT(info.samples == 1 && info.flags == MIXMINUS_PROMPT_READ_TO_END);
    STAGE(mixminus_prompt_free(engine, prompt));
    MISUSE("samples for a WAV", ERR_INVALID_ARGUMENT, WAV("a", 1, (const uint8_t *)samples, sizeof samples));
    memcpy(other, wav, sizeof wav);
    other[20] = 2;
    MISUSE("a WAV of ADPCM", ERR_UNSUPPORTED, WAV("a", 1, other, 48));
    FACT(strstr(mixminus_last_error(), "ADPCM is not supported") != NULL);
    MISUSE("a file of FLAC", ERR_UNSUPPORTED, WAV("a", 1, (const uint8_t *)"fLaC\0\0\0\x22", 8));
    MISUSE("a WAV that is one", OK, WAV("a", 1, wav, 48));
    STAGE(mixminus_prompt_info_init(&info, sizeof info));
    STAGE(mixminus_prompt_get_info(engine, prompt, &info));
    FACT(info.samples == 2 && info.flags == 0);
    STAGE(mixminus_prompt_free(engine, prompt));

    MISUSE("a file of no engine", ERR_INVALID_ARGUMENT, mixminus_prompt_new_file(NULL, "a", 1, "x", 1, &prompt));
    MISUSE("a file to nowhere", ERR_INVALID_ARGUMENT, mixminus_prompt_new_file(engine, "a", 1, "x", 1, NULL));
    MISUSE("a file without a name", ERR_INVALID_ARGUMENT, OF_FILE(NULL, 1));
    MISUSE("a file of a name of 0 bytes", ERR_INVALID_ARGUMENT, OF_FILE("x", 0));
    MISUSE("a file of a name of 4096 bytes", ERR_INVALID_ARGUMENT, OF_FILE("x", 4096));
    MISUSE("a file that is not there", ERR_SYSTEM, OF_FILE("/no/such.wav", 12));
    FACT(strncmp(mixminus_last_error(), "/no/such.wav: ", 14) == 0 && prompt == 0);
    MISUSE("a file that is a folder", ERR_SYSTEM, OF_FILE("/", 1));
    MISUSE("a file that is a device", ERR_INVALID_ARGUMENT, OF_FILE("/dev/zero", 9));
    FACT(strstr(mixminus_last_error(), "/dev/zero: is a device") != NULL);
    MISUSE("a file that is another's", ERR_INVALID_ARGUMENT, OF_FILE("/proc/self/exe", 14));
    MISUSE("a file with a NUL in its name", ERR_SYSTEM, OF_FILE("a\0b", 3));
}

static void played(mixminus_engine *engine)
{
    const mixminus_prompt_config config = prompt_config();
    mixminus_say_options options;
    mixminus_prompt prompt;
    mixminus_room room, rooms[2];
    mixminus_play play = 7, plays[2];
    const mixminus_participant one = caller_in_room(engine, &room);

    STAGE(mixminus_prompt_new(engine, &config, &prompt));
    MISUSE("say in no engine", ERR_INVALID_ARGUMENT, mixminus_participant_say(NULL, one, prompt, NULL, &play));
    FACT(play == 0);
    MISUSE("say nothing", ERR_INVALID_ARGUMENT, mixminus_participant_say(engine, one, 0, NULL, &play));
    MISUSE("say to nobody", ERR_INVALID_HANDLE, mixminus_participant_say(engine, 0, prompt, NULL, &play));
    MISUSE("say to a room", ERR_WRONG_KIND, mixminus_participant_say(engine, room, prompt, NULL, &play));
    MISUSE("say a room", ERR_WRONG_KIND, mixminus_participant_say(engine, one, room, NULL, &play));
    MISUSE("say what is no sound", ERR_INVALID_HANDLE, mixminus_participant_say(engine, one, 2, NULL, &play));
    STAGE(mixminus_say_options_init(&options, sizeof options));
    options.interrupt = 2;
    MISUSE("say: interrupt = 2", ERR_INVALID_ARGUMENT, mixminus_participant_say(engine, one, prompt, &options, &play));
    options.interrupt = 0;
    options.times = 1000001;
    MISUSE("say: times = 1000001", ERR_INVALID_ARGUMENT, mixminus_participant_say(engine, one, prompt, &options, &play));
    options.times = 0;
    options.gain_mdb = -60001;
    MISUSE("say: gain_mdb = -60001", ERR_INVALID_ARGUMENT,
           mixminus_participant_say(engine, one, prompt, &options, &play));
    options.gain_mdb = 0;
    options.struct_size = 12;
    MISUSE("say: a wrong size", ERR_STRUCT_SIZE, mixminus_participant_say(engine, one, prompt, &options, &play));
    MISUSE("say without wanting to know", OK, mixminus_participant_say(engine, one, prompt, NULL, NULL));
    for (int i = 1; i < (int)MIXMINUS_MAX_QUEUED_PLAYS; i++) {
        STAGE(mixminus_participant_say(engine, one, prompt, NULL, &play));
    }
    MISUSE("say a seventeenth", ERR_QUEUE_FULL, mixminus_participant_say(engine, one, prompt, NULL, NULL));
    MISUSE("stop in no engine", ERR_INVALID_ARGUMENT, mixminus_play_stop(NULL, play));
    MISUSE("stop nothing", ERR_INVALID_HANDLE, mixminus_play_stop(engine, 0));
    MISUSE("stop what never was", ERR_INVALID_HANDLE, mixminus_play_stop(engine, play + 1));
    STAGE(mixminus_play_stop(engine, play));
    ticks(engine, 1);
    MISUSE("stop what has ended", ERR_STALE_HANDLE, mixminus_play_stop(engine, play));
    MISUSE("stop all in no engine", ERR_INVALID_ARGUMENT, mixminus_participant_say_stop(NULL, one));
    STAGE(mixminus_participant_say_stop(engine, one));

    rooms[0] = rooms[1] = room;
    MISUSE("announce in no engine", ERR_INVALID_ARGUMENT, mixminus_rooms_say(NULL, rooms, 1, prompt, NULL, plays));
    MISUSE("announce nowhere", ERR_INVALID_ARGUMENT, mixminus_rooms_say(engine, NULL, 1, prompt, NULL, plays));
    MISUSE("announce to no rooms", ERR_INVALID_ARGUMENT, mixminus_rooms_say(engine, rooms, 0, prompt, NULL, plays));
    MISUSE("announce to too many", ERR_INVALID_ARGUMENT,
           mixminus_rooms_say(engine, rooms, SIZE_MAX, prompt, NULL, plays));
    MISUSE("announce to one room twice", ERR_INVALID_ARGUMENT,
           mixminus_rooms_say(engine, rooms, 2, prompt, NULL, plays));
    rooms[1] = one;
    MISUSE("announce to a participant", ERR_WRONG_KIND, mixminus_rooms_say(engine, rooms, 2, prompt, NULL, plays));
    MISUSE("announce nothing", ERR_INVALID_ARGUMENT, mixminus_rooms_say(engine, rooms, 1, 0, NULL, plays));
    MISUSE("announce without wanting to know", OK, mixminus_rooms_say(engine, rooms, 1, prompt, NULL, NULL));
    MISUSE("stop it in no engine", ERR_INVALID_ARGUMENT, mixminus_room_say_stop(NULL, room));
    MISUSE("stop it in a participant", ERR_WRONG_KIND, mixminus_room_say_stop(engine, one));
    STAGE(mixminus_room_say_stop(engine, room));

    MISUSE("hold in no engine", ERR_INVALID_ARGUMENT, mixminus_participant_set_hold(NULL, one, 1, 0));
    MISUSE("hold: 2", ERR_INVALID_ARGUMENT, mixminus_participant_set_hold(engine, one, 2, 0));
    MISUSE("hold with what is no sound", ERR_INVALID_HANDLE, mixminus_participant_set_hold(engine, one, 1, 2));
    MISUSE("hold in no room", ERR_NOT_IN_ROOM, mixminus_participant_set_hold(engine, caller(engine), 1, 0));
    MISUSE("alone in no engine", ERR_INVALID_ARGUMENT, mixminus_room_set_alone_loop(NULL, room, prompt));
    MISUSE("alone with a participant", ERR_WRONG_KIND, mixminus_room_set_alone_loop(engine, room, one));
    MISUSE("alone in a prompt", ERR_WRONG_KIND, mixminus_room_set_alone_loop(engine, prompt, prompt));
    STAGE(mixminus_room_set_alone_loop(engine, room, prompt));
    STAGE(mixminus_prompt_free(engine, prompt));
    ticks(engine, 1);
    MISUSE("alone with what was freed", ERR_STALE_HANDLE, mixminus_room_set_alone_loop(engine, room, prompt));
    MISUSE("say what was freed", ERR_STALE_HANDLE, mixminus_participant_say(engine, one, prompt, NULL, NULL));
}

#define SAY(who, what, how, table) mixminus_say(engine, (who), (what), (how), (table), &end)
#define SAY_TEXT(text, text_len, voice, voice_len, how, table)                              \
    mixminus_say_text(engine, one, (text), (text_len), (voice), (voice_len), (how), (table), &end)

static void waited_for(mixminus_engine *engine)
{
    const mixminus_participant one = caller(engine);
    mixminus_room room;
    mixminus_call_io io;
    mixminus_say_options how;
    uint32_t end = 7;

    caller_in_room(engine, &room);
    STAGE(mixminus_call_io_init(&io, sizeof io));
    io.wait = wait_for;
    io.read = read_nothing;
    io.write = write_nowhere;
    io.hung_up = not_hung_up;
    STAGE(mixminus_say_options_init(&how, sizeof how));
    MISUSE("wait in no engine", ERR_INVALID_ARGUMENT,
           mixminus_say(NULL, one, MIXMINUS_SOUND_BEEP, NULL, &io, &end));
    FACT(end == MIXMINUS_SAY_NONE);
    MISUSE("wait for nothing", ERR_INVALID_ARGUMENT, SAY(one, 0, NULL, &io));
    MISUSE("wait for what is no sound", ERR_INVALID_HANDLE, SAY(one, 2, NULL, &io));
    MISUSE("wait with nobody", ERR_INVALID_HANDLE, SAY(0, MIXMINUS_SOUND_BEEP, NULL, &io));
    MISUSE("wait with a room", ERR_WRONG_KIND, SAY(room, MIXMINUS_SOUND_BEEP, NULL, &io));
    how.interrupt = 2;
    MISUSE("wait: interrupt = 2", ERR_INVALID_ARGUMENT, SAY(one, MIXMINUS_SOUND_BEEP, &how, &io));
    how.interrupt = 0;
    how.times = 1000001;
    MISUSE("wait: times = 1000001", ERR_INVALID_ARGUMENT, SAY(one, MIXMINUS_SOUND_BEEP, &how, &io));
    how.struct_size = 4;
    MISUSE("wait: options of a wrong size", ERR_STRUCT_SIZE, SAY(one, MIXMINUS_SOUND_BEEP, &how, &io));
    io.wait = NULL;
    MISUSE("wait: without io.wait", ERR_INVALID_ARGUMENT, SAY(one, MIXMINUS_SOUND_BEEP, NULL, &io));
    io.wait = wait_for;
    io.write = NULL;
    MISUSE("wait: without io.write", ERR_INVALID_ARGUMENT, SAY(one, MIXMINUS_SOUND_BEEP, NULL, &io));
    io.write = write_nowhere;
    io.read_ex = read_ex_nothing;
    MISUSE("wait: io.read and io.read_ex", ERR_INVALID_ARGUMENT, SAY(one, MIXMINUS_SOUND_BEEP, NULL, &io));
    io.read = NULL;
    io.write_ex = write_ex_nowhere;
    MISUSE("wait: io.write and io.write_ex", ERR_INVALID_ARGUMENT, SAY(one, MIXMINUS_SOUND_BEEP, NULL, &io));
    FACT(strcmp(mixminus_last_error(), "io.write, io.write_ex: set exactly one of them") == 0);
    io.write_ex = NULL;
    io.read_ex = NULL;
    MISUSE("wait: neither io.read nor io.read_ex", ERR_INVALID_ARGUMENT, SAY(one, MIXMINUS_SOUND_BEEP, NULL, &io));
    FACT(strcmp(mixminus_last_error(), "io.read, io.read_ex: set exactly one of them") == 0);
    io.read = read_nothing;
    io.reserved = 1;
    MISUSE("wait: io.reserved = 1", ERR_INVALID_ARGUMENT, SAY(one, MIXMINUS_SOUND_BEEP, NULL, &io));
    io.reserved = 0;
    io.struct_size = 12;
    MISUSE("wait: a table of a wrong size", ERR_STRUCT_SIZE, SAY(one, MIXMINUS_SOUND_BEEP, NULL, &io));
    io.struct_size = sizeof io;
    MISUSE("wait for a text without a voice", ERR_UNSUPPORTED, SAY_TEXT("hello", 5, NULL, 0, NULL, &io));
    MISUSE("wait for a text from nowhere", ERR_INVALID_ARGUMENT, SAY_TEXT(NULL, 5, NULL, 0, NULL, &io));
    MISUSE("wait for a voice from nowhere", ERR_INVALID_ARGUMENT, SAY_TEXT("hello", 5, NULL, 1, NULL, &io));
    MISUSE("wait for a text of SIZE_MAX", ERR_INVALID_ARGUMENT, SAY_TEXT("hello", SIZE_MAX, NULL, 0, NULL, &io));
    MISUSE("wait for a text of no engine", ERR_INVALID_ARGUMENT,
           mixminus_say_text(NULL, one, "hello", 5, NULL, 0, NULL, &io, &end));
    MISUSE("wait, and tick on the same thread", ERR_WRONG_MODE, SAY(one, MIXMINUS_SOUND_BEEP, NULL, &io));
    FACT(end == MIXMINUS_SAY_NONE);
    STAGE(mixminus_participant_hang_up(engine, one));
    MISUSE("wait after the hang-up", ERR_HUNG_UP, SAY(one, MIXMINUS_SOUND_BEEP, NULL, NULL));
    STAGE(mixminus_participant_free(engine, one));
    MISUSE("wait with one who is gone", ERR_STALE_HANDLE, SAY(one, MIXMINUS_SOUND_BEEP, NULL, NULL));
}

static void joined(mixminus_engine *engine)
{
    const mixminus_participant one = caller(engine);
    mixminus_join_options join = options();

    join.join_prompt = 2;
    MISUSE("join: join_prompt = 2", ERR_INVALID_HANDLE, mixminus_participant_join(engine, one, &join, NULL));
    join.join_prompt = MIXMINUS_SOUND_BEEP;
    join.leave_prompt = one;
    MISUSE("join: leave_prompt = a participant", ERR_WRONG_KIND, mixminus_participant_join(engine, one, &join, NULL));
    join.leave_prompt = MIXMINUS_SOUND_BEEP;
    MISUSE("join with both beeps", OK, mixminus_participant_join(engine, one, &join, NULL));
}

static int32_t speak(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
                     mixminus_speech *speech)
{
    (void)voice;
    (void)voice_len;
    FACT(user == samples);
    if (text_len > 0 && text[0] == '!') {
        return MIXMINUS_ERR_BUSY;
    }
    if (text_len > 0 && text[0] == '?') {
        return 12345;
    }
    MISUSE("a speech that is NULL", ERR_INVALID_ARGUMENT, mixminus_speech_add(NULL, samples, 1, 8000));
    MISUSE("a speech of samples from nowhere", ERR_INVALID_ARGUMENT, mixminus_speech_add(speech, NULL, 1, 8000));
    MISUSE("a speech of SIZE_MAX", ERR_INVALID_ARGUMENT, mixminus_speech_add(speech, samples, SIZE_MAX, 8000));
    STAGE(mixminus_speech_add(speech, samples, 400, 16000));
    MISUSE("a speech of two rates", ERR_INVALID_ARGUMENT, mixminus_speech_add(speech, samples, 1, 8000));
    MISUSE("a speech of no rate", ERR_INVALID_ARGUMENT, mixminus_speech_add(speech, samples, 0, 4000000000U));
    MISUSE("a WAV for a speech that is NULL", ERR_INVALID_ARGUMENT, mixminus_speech_add_wav(NULL, wav, 48));
    MISUSE("a speech of a WAV from nowhere", ERR_INVALID_ARGUMENT, mixminus_speech_add_wav(speech, NULL, 48));
    MISUSE("a speech of a WAV that is cut", ERR_INVALID_ARGUMENT, mixminus_speech_add_wav(speech, wav, 47));
    MISUSE("a speech of a WAV of another rate", ERR_INVALID_ARGUMENT, mixminus_speech_add_wav(speech, wav, 48));
    return MIXMINUS_OK;
}

static void spoken(mixminus_engine *engine)
{
    const mixminus_participant one = caller(engine);
    mixminus_play play = 7;

    MISUSE("say a text without a voice", ERR_UNSUPPORTED,
           mixminus_participant_say_text(engine, one, "hello", 5, NULL, 0, NULL, &play));
    FACT(play == 0);
    MISUSE("a voice of no engine", ERR_INVALID_ARGUMENT,
           mixminus_engine_set_synthesizer(NULL, speak, (void *)(uintptr_t)samples));
    STAGE(mixminus_engine_set_synthesizer(engine, speak, (void *)(uintptr_t)samples));
    MISUSE("a text of no engine", ERR_INVALID_ARGUMENT,
           mixminus_participant_say_text(NULL, one, "hello", 5, NULL, 0, NULL, &play));
    MISUSE("a text from nowhere", ERR_INVALID_ARGUMENT,
           mixminus_participant_say_text(engine, one, NULL, 5, NULL, 0, NULL, &play));
    MISUSE("a voice from nowhere", ERR_INVALID_ARGUMENT,
           mixminus_participant_say_text(engine, one, "hello", 5, NULL, 1, NULL, &play));
    MISUSE("a text of SIZE_MAX", ERR_INVALID_ARGUMENT,
           mixminus_participant_say_text(engine, one, "hello", SIZE_MAX, NULL, 0, NULL, &play));
    MISUSE("a text that is not UTF-8", ERR_INVALID_ARGUMENT,
           mixminus_participant_say_text(engine, one, "\xff", 1, NULL, 0, NULL, &play));
    MISUSE("a text that fails", ERR_BUSY, mixminus_participant_say_text(engine, one, "!", 1, NULL, 0, NULL, &play));
    MISUSE("a text that fails oddly", ERR_INTERNAL,
           mixminus_participant_say_text(engine, one, "?", 1, NULL, 0, NULL, &play));
    MISUSE("a text", OK, mixminus_participant_say_text(engine, one, "hello", 5, NULL, 0, NULL, &play));
    FACT(play != 0);
    STAGE(mixminus_engine_set_synthesizer(engine, NULL, NULL));
}

void misuse_prompts(void)
{
    mixminus_engine *engine = small_engine();

    made(engine);
    made_of_wav(engine);
    played(engine);
    joined(engine);
    ticks(engine, 2);
    waited_for(engine);
    spoken(engine);
    ticks(engine, 2);
    STAGE(mixminus_engine_free(engine));
}

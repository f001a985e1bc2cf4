/*
 * No memory: each call of the C library, with the n-th allocation refused, for every n, alone and with all that follow it;
 * and calls without end under a limit of the process. Every status is MIXMINUS_OK or MIXMINUS_ERR_OUT_OF_MEMORY, after
 * which the same call succeeds: nothing has changed. Needs the C library as `make` builds it, and glibc.
 *
 *     memory FOLDER    a folder for recordings; prints a line a call
 */
#define _GNU_SOURCE
#include "mixminus.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* --- The allocator: glibc's, which refuses on demand. --- */

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

/* The number of the allocation to refuse, counted from when this was set; 0: none. All that follow too, or not. */
static atomic_long refuse_at, counted;
static atomic_int refuse_all_after;

static int refused(void)
{
    const long at = refuse_at;
    const long now = at == 0 ? 0 : ++counted;

    return now != 0 && (refuse_all_after ? now >= at : now == at);
}

void *malloc(size_t size) { return refused() ? (errno = ENOMEM, NULL) : __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return refused() ? (errno = ENOMEM, NULL) : __libc_calloc(n, size); }
void *realloc(void *old, size_t size) { return refused() ? (errno = ENOMEM, NULL) : __libc_realloc(old, size); }
void *memalign(size_t to, size_t size) { return refused() ? (errno = ENOMEM, NULL) : __libc_memalign(to, size); }
void *aligned_alloc(size_t to, size_t size) { return memalign(to, size); }
int posix_memalign(void **memory, size_t to, size_t size)
{
    return (*memory = memalign(to, size)) == NULL ? ENOMEM : 0;
}

/* --- What the calls are made on. --- */

static int failures;
static const char *folder;

static mixminus_engine *engine;
static mixminus_participant one, two, made;
static mixminus_room room, other_room;
static mixminus_prompt prompt, short_prompt, made_prompt;
static mixminus_tap tap;
static mixminus_recording recording;
static mixminus_join_options join;
static int16_t samples[44100];
static unsigned char wav[44 + 2 * 800];
static char wav_path[4096], track_path[4096];
static int files;

static void fail(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    failures++;
    printf("     NOT TRUE: ");
    vprintf(format, list);
    printf("\n");
    va_end(list);
}

static void must(mixminus_status status, const char *call)
{
    if (status != MIXMINUS_OK) {
        printf("     %s: %s: %s\n", call, mixminus_status_str(status), mixminus_last_error());
        exit(EXIT_FAILURE);
    }
}
#define MUST(call) must(call, #call)

static mixminus_status new_participant(const char *account, mixminus_participant *participant)
{
    mixminus_participant_config config;

    MUST(mixminus_participant_config_init(&config, sizeof config));
    config.account = account;
    config.account_len = strlen(account);
    config.environment = "production";
    config.environment_len = 10;
    return mixminus_participant_new(engine, &config, participant);
}

static mixminus_status new_engine(mixminus_engine **into)
{
    mixminus_engine_config config;

    MUST(mixminus_engine_config_init(&config, sizeof config));
    config.max_participants = 8;
    config.max_rooms = 8;
    config.command_queue = 256;
    config.event_queue = 256;
    config.max_plays = 32;
    config.session_limit_s = 0;
    /* Memory ends before these do. */
    config.max_prompt_bytes = (uint64_t)1 << 40;
    config.max_name_bytes = 1 << 30;
    config.max_accounts = 1048575;
    return mixminus_engine_new(&config, into);
}

static void ticks(int count)
{
    mixminus_event events[64];
    size_t events_count;

    for (int i = 0; i < count; i++) {
        MUST(mixminus_engine_tick(engine, NULL));
        MUST(mixminus_engine_service(engine));
        MUST(mixminus_engine_poll(engine, events, sizeof events[0], 64, &events_count));
    }
}

/* 800 samples of silence at 8 kHz. */
static void make_wav(void)
{
    static const unsigned char header[44] = {
        'R', 'I', 'F', 'F', 36 + 64, 6, 0, 0, 'W', 'A', 'V', 'E', 'f', 'm', 't', ' ', 16, 0, 0, 0, 1, 0,
        1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0, 'd', 'a', 't', 'a', 0x40, 6, 0, 0,
    };
    FILE *file;

    memcpy(wav, header, sizeof header);
    snprintf(wav_path, sizeof wav_path, "%s/prompt.wav", folder);
    file = fopen(wav_path, "wb");
    if (file == NULL || fwrite(wav, 1, sizeof wav, file) != sizeof wav || fclose(file) != 0) {
        exit(EXIT_FAILURE);
    }
}

/* --- The calls: each is made, and undone once it has succeeded. --- */

static mixminus_engine *made_engine;
static mixminus_status call_engine_new(void) { return new_engine(&made_engine); }
static void undo_engine_new(void) { MUST(mixminus_engine_free(made_engine)); }

static mixminus_status call_engine_start(void)
{
    mixminus_driver_config config;

    MUST(mixminus_driver_config_init(&config, sizeof config));
    config.workers = 3;
    return mixminus_engine_start(made_engine, &config, NULL);
}
static void undo_engine_start(void) { MUST(mixminus_engine_stop(made_engine)); }

static mixminus_status call_participant_new(void) { return new_participant("another account", &made); }
static void undo_participant_new(void) { MUST(mixminus_participant_free(engine, made)); }

static mixminus_status call_join(void)
{
    static const mixminus_text names[2] = {{"stop", 4}, {"a longer name of a signal", 25}};

    join.conference_id = "a conference of its own";
    join.conference_id_len = 23;
    join.allow_signals = names;
    join.allow_signals_len = 2;
    join.join_prompt = prompt;
    join.leave_prompt = prompt;
    return mixminus_participant_join(engine, two, &join, NULL);
}
static void undo_join(void) { MUST(mixminus_participant_leave(engine, two)); }

static mixminus_status call_move(void) { return mixminus_participant_move(engine, one, "elsewhere", 9, NULL); }
static void undo_move(void) { MUST(mixminus_participant_move(engine, one, "home", 4, &room)); }

static mixminus_status call_merge(void) { return mixminus_room_merge(engine, room, "merged", 6, &other_room); }
static void undo_merge(void) { undo_move(); }

static mixminus_status call_remove(void) { return mixminus_participant_remove(engine, one, "goodbye", 7); }
static void undo_remove(void)
{
    join.conference_id = "home";
    join.conference_id_len = 4;
    join.allow_signals_len = 0;
    MUST(mixminus_participant_join(engine, one, &join, &room));
}

static mixminus_status call_set_rates(void) { return mixminus_participant_set_rates(engine, one, 44100, 22050); }
static void undo_set_rates(void) { MUST(mixminus_participant_set_rates(engine, one, 8000, 8000)); }

static mixminus_status call_signal(void) { return mixminus_participant_signal(engine, two, "wait", 4, NULL, NULL); }

static mixminus_status call_say(void) { return mixminus_participant_say(engine, one, prompt, NULL, NULL); }
static void undo_say(void) { MUST(mixminus_participant_say_stop(engine, one)); }

static mixminus_status call_rooms_say(void) { return mixminus_rooms_say(engine, &room, 1, prompt, NULL, NULL); }
static void undo_rooms_say(void) { MUST(mixminus_room_say_stop(engine, room)); }

static mixminus_status synthesize(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
                                  struct mixminus_speech *speech)
{
    (void)user, (void)text, (void)text_len, (void)voice, (void)voice_len;
    return mixminus_speech_add(speech, samples, 8000, 16000);
}
static mixminus_status call_set_synthesizer(void)
{
    return mixminus_engine_set_synthesizer(engine, synthesize, NULL);
}
static mixminus_status call_say_text(void)
{
    return mixminus_participant_say_text(engine, one, "hello", 5, NULL, 0, NULL, NULL);
}

static mixminus_status call_hold(void) { return mixminus_participant_set_hold(engine, one, 1, prompt); }
static void undo_hold(void) { MUST(mixminus_participant_set_hold(engine, one, 0, MIXMINUS_SOUND_NONE)); }

static mixminus_status call_alone_loop(void) { return mixminus_room_set_alone_loop(engine, room, prompt); }
static void undo_alone_loop(void) { MUST(mixminus_room_set_alone_loop(engine, room, MIXMINUS_SOUND_NONE)); }

static mixminus_status new_prompt(size_t count, mixminus_prompt *into)
{
    mixminus_prompt_config config;

    MUST(mixminus_prompt_config_init(&config, sizeof config));
    config.account = "acme";
    config.account_len = 4;
    config.samples = samples;
    config.count = count;
    config.sample_rate_hz = 44100;
    return mixminus_prompt_new(engine, &config, into);
}
static mixminus_status call_prompt_new(void) { return new_prompt(44100, &made_prompt); }
static mixminus_status call_prompt_new_wav(void)
{
    return mixminus_prompt_new_wav(engine, "acme", 4, wav, sizeof wav, &made_prompt);
}
static mixminus_status call_prompt_new_file(void)
{
    return mixminus_prompt_new_file(engine, "acme", 4, wav_path, strlen(wav_path), &made_prompt);
}
static void undo_prompt(void) { MUST(mixminus_prompt_free(engine, made_prompt)); }

static mixminus_status call_template_set(void)
{
    mixminus_room_template settings;

    MUST(mixminus_room_template_init(&settings, sizeof settings));
    return mixminus_room_template_set(engine, "acme", 4, "production", 10, "templated", 9, &settings);
}
static void undo_template_set(void)
{
    MUST(mixminus_room_template_remove(engine, "acme", 4, "production", 10, "templated", 9));
}

static mixminus_status call_quota_set(void)
{
    mixminus_account_quota quota;

    MUST(mixminus_account_quota_init(&quota, sizeof quota));
    return mixminus_account_quota_set(engine, "an account with a quota", 23, &quota);
}
static void undo_quota_set(void) { MUST(mixminus_account_quota_reset(engine, "an account with a quota", 23)); }

static mixminus_status call_send_dtmf(void)
{
    return mixminus_participant_send_dtmf(engine, one, "12", 2, -10000, 40, 40);
}

static mixminus_status call_tap_new(void) { return mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 2000, &tap); }
static mixminus_status call_long_tap_new(void)
{
    return mixminus_tap_new(engine, one, MIXMINUS_TAP_OUTPUT, 60000, &tap);
}
static void undo_tap_new(void) { MUST(mixminus_tap_free(engine, tap)); }

static mixminus_status call_recording_start(void)
{
    mixminus_record_config config;
    mixminus_record_track tracks[2] = {{room, MIXMINUS_TAP_MIX, 0, track_path, 0}, {one, MIXMINUS_TAP_OUTPUT, 0, NULL, 0}};
    char second[4200];

    MUST(mixminus_record_config_init(&config, sizeof config));
    config.announcement = short_prompt;
    config.beep_s = 1;
    snprintf(track_path, sizeof track_path, "%s/mix-%d.wav", folder, ++files);
    snprintf(second, sizeof second, "%s/one-%d.wav", folder, files);
    tracks[0].path_len = strlen(track_path);
    tracks[1].path = second;
    tracks[1].path_len = strlen(second);
    return mixminus_recording_start(engine, &config, tracks, sizeof tracks[0], 2, &recording);
}
static void undo_recording_start(void) { MUST(mixminus_recording_stop(engine, recording, NULL)); }

/* Whether the conference that waits is ended. */
static int ends;

static void wait_for(void *user, int32_t wake_fd, uint32_t timeout_ms)
{
    (void)user, (void)wake_fd;
    /* As long as it is asked for, so that there are few waits. Ticks, but no polls: their array is not of this call. */
    usleep(timeout_ms * 1000);
    MUST(mixminus_engine_tick(engine, NULL));
    if (ends) {
        MUST(mixminus_participant_leave(engine, two));
    }
}
static size_t read_nothing(void *user, int16_t *into, size_t capacity)
{
    (void)user, (void)into, (void)capacity;
    return 0;
}
static void write_nowhere(void *user, const int16_t *from, size_t count) { (void)user, (void)from, (void)count; }
static int32_t never(void *user)
{
    (void)user;
    return 0;
}
static void io_table(mixminus_call_io *io)
{
    MUST(mixminus_call_io_init(io, sizeof *io));
    io->wait = wait_for;
    io->read = read_nothing;
    io->write = write_nowhere;
    io->hung_up = never;
}
static mixminus_status call_conference(void)
{
    static mixminus_join_options options;
    mixminus_call_io io;

    MUST(mixminus_join_options_init(&options, sizeof options));
    options.conference_id = "blocking";
    options.conference_id_len = 8;
    io_table(&io);
    ends = 1;
    const mixminus_status status = mixminus_conference(engine, two, &options, &io, NULL, NULL);
    ends = 0;
    return status;
}
static mixminus_status call_blocking_say(void)
{
    mixminus_call_io io;

    io_table(&io);
    return mixminus_say(engine, two, short_prompt, NULL, &io, NULL);
}

static mixminus_status call_lists(void)
{
    mixminus_participant list[8];
    mixminus_room_member members[8];
    mixminus_room rooms[8];
    mixminus_room_info info;
    uint64_t cursor = 0;
    size_t count;

    MUST(mixminus_room_info_init(&info, sizeof info));
    const mixminus_status statuses[] = {
        mixminus_room_list(engine, "acme", 4, &cursor, rooms, 8, &count),
        mixminus_room_participants(engine, room, list, 8, &count),
        mixminus_room_snapshot(engine, room, members, sizeof members[0], 8, &count, NULL, NULL),
        mixminus_room_get_info(engine, room, &info),
    };
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i] != MIXMINUS_OK) {
            return statuses[i];
        }
    }
    return MIXMINUS_OK;
}

/* A call that fails for another reason leaves its sentence, or the status's own. */
static mixminus_status call_that_fails(void)
{
    mixminus_participant none;
    const mixminus_status status = new_participant("", &none);

    if (status != MIXMINUS_ERR_INVALID_ARGUMENT || strlen(mixminus_last_error()) < 8) {
        fail("%s: %s", mixminus_status_str(status), mixminus_last_error());
    }
    return MIXMINUS_OK;
}

static void nothing(void) {}

static const struct {
    const char *name;
    mixminus_status (*call)(void);
    void (*undo)(void);
} calls[] = {
    {"engine_new", call_engine_new, undo_engine_new},
    {"engine_start", call_engine_start, undo_engine_start},
    {"participant_new", call_participant_new, undo_participant_new},
    {"participant_join", call_join, undo_join},
    {"participant_move", call_move, undo_move},
    {"room_merge", call_merge, undo_merge},
    {"participant_remove", call_remove, undo_remove},
    {"participant_set_rates", call_set_rates, undo_set_rates},
    {"participant_signal", call_signal, nothing},
    {"participant_say", call_say, undo_say},
    {"rooms_say", call_rooms_say, undo_rooms_say},
    {"set_synthesizer", call_set_synthesizer, nothing},
    {"participant_say_text", call_say_text, undo_say},
    {"participant_set_hold", call_hold, undo_hold},
    {"room_set_alone_loop", call_alone_loop, undo_alone_loop},
    {"prompt_new", call_prompt_new, undo_prompt},
    {"prompt_new_wav", call_prompt_new_wav, undo_prompt},
    {"prompt_new_file", call_prompt_new_file, undo_prompt},
    {"room_template_set", call_template_set, undo_template_set},
    {"account_quota_set", call_quota_set, undo_quota_set},
    {"participant_send_dtmf", call_send_dtmf, nothing},
    {"tap_new", call_tap_new, undo_tap_new},
    {"tap_new, a minute long", call_long_tap_new, undo_tap_new},
    {"recording_start", call_recording_start, undo_recording_start},
    {"conference", call_conference, nothing},
    {"say", call_blocking_say, nothing},
    {"lists and snapshots", call_lists, nothing},
    {"a call that fails", call_that_fails, nothing},
};

/* Makes the call with every allocation of it refused, one after the other. */
static void refuse_each(size_t index, int all_after)
{
    long n = 1, refusals = 0;

    for (;; n++) {
        mixminus_status status;

        counted = 0;
        refuse_all_after = all_after;
        refuse_at = n;
        status = calls[index].call();
        const long seen = counted;
        refuse_at = 0;
        if (status == MIXMINUS_ERR_OUT_OF_MEMORY) {
            refusals++;
            status = calls[index].call();
            if (status != MIXMINUS_OK) {
                fail("%s: allocation %ld of it was refused, and then: %s", calls[index].name, n,
                     mixminus_last_error());
                return;
            }
        } else if (status != MIXMINUS_OK) {
            fail("%s, allocation %ld refused: %s: %s", calls[index].name, n, mixminus_status_str(status),
                 mixminus_last_error());
            return;
        }
        calls[index].undo();
        ticks(4);
        if (seen < n) {
            break;
        }
    }
    printf("%-26s %4ld allocations, %4ld refusals%s\n", calls[index].name, n - 1, refusals,
           all_after ? ", and all that follow" : "");
    fflush(stdout);
}

/* --- Calls without end, under a limit of the process. --- */

static size_t address_space(void)
{
    FILE *const file = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;

    if (file == NULL || fscanf(file, "%lu", &pages) != 1) {
        exit(EXIT_FAILURE);
    }
    fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static char long_name[256];

static mixminus_status endless_prompts(long i)
{
    (void)i;
    return call_prompt_new();
}
static mixminus_status endless_small_prompts(long i)
{
    mixminus_prompt_config config;

    MUST(mixminus_prompt_config_init(&config, sizeof config));
    snprintf(long_name, sizeof long_name, "account %0200ld", i);
    config.account = long_name;
    config.account_len = strlen(long_name);
    config.samples = samples;
    config.count = 100;
    config.sample_rate_hz = 8000;
    return mixminus_prompt_new(engine, &config, &made_prompt);
}
static mixminus_status endless_taps(long i)
{
    (void)i;
    return call_long_tap_new();
}
static mixminus_status endless_templates(long i)
{
    mixminus_room_template settings;

    MUST(mixminus_room_template_init(&settings, sizeof settings));
    snprintf(long_name, sizeof long_name, "room %0200ld", i);
    return mixminus_room_template_set(engine, "acme", 4, "production", 10, long_name, strlen(long_name), &settings);
}
static mixminus_status endless_quotas(long i)
{
    mixminus_account_quota quota;

    MUST(mixminus_account_quota_init(&quota, sizeof quota));
    quota.rooms = 3;
    snprintf(long_name, sizeof long_name, "account %0200ld", i);
    return mixminus_account_quota_set(engine, long_name, strlen(long_name), &quota);
}
static mixminus_status endless_texts(long i)
{
    (void)i;
    return call_say_text();
}
static mixminus_status endless_engines(long i)
{
    (void)i;
    return new_engine(&made_engine);
}
static mixminus_status endless_recordings(long i)
{
    (void)i;
    return call_recording_start();
}

static const struct {
    const char *name;
    mixminus_status (*call)(long i);
} endless[] = {
    {"prompts", endless_prompts},     {"small prompts", endless_small_prompts}, {"taps", endless_taps},
    {"templates", endless_templates}, {"quotas", endless_quotas},               {"texts", endless_texts},
    {"engines", endless_engines},     {"recordings", endless_recordings},
};

static void without_end(size_t index)
{
    struct rlimit before, limit;
    mixminus_status status = MIXMINUS_OK;
    long i;

    getrlimit(RLIMIT_AS, &before);
    limit = before;
    limit.rlim_cur = address_space() + (4 << 20);
    setrlimit(RLIMIT_AS, &limit);
    for (i = 0; status == MIXMINUS_OK && i < 3000000; i++) {
        status = endless[index].call(i);
    }
    /* What needs no memory goes on. */
    for (int tick = 0; tick < 10; tick++) {
        MUST(mixminus_participant_write(engine, one, samples, 160, NULL));
        MUST(mixminus_engine_tick(engine, NULL));
    }
    MUST(mixminus_participant_set_mute(engine, one, 1));
    MUST(mixminus_participant_leave(engine, one));
    setrlimit(RLIMIT_AS, &before);
    printf("%-26s %7ld under 4 MiB, then: %s\n", endless[index].name, i - 1, mixminus_status_str(status));
    fflush(stdout);
    if (status != MIXMINUS_ERR_OUT_OF_MEMORY && status != MIXMINUS_ERR_TOO_MANY_TAPS &&
        status != MIXMINUS_ERR_QUOTA_EXCEEDED && status != MIXMINUS_ERR_QUEUE_FULL && status != MIXMINUS_ERR_SYSTEM) {
        fail("%s: %s: %s", endless[index].name, mixminus_status_str(status), mixminus_last_error());
    }
}

static void begin(void)
{
    MUST(new_engine(&engine));
    MUST(new_participant("acme", &one));
    MUST(new_participant("acme", &two));
    MUST(mixminus_join_options_init(&join, sizeof join));
    join.conference_id = "home";
    join.conference_id_len = 4;
    MUST(mixminus_participant_join(engine, one, &join, &room));
    MUST(new_prompt(44100, &prompt));
    MUST(new_prompt(441, &short_prompt));
    MUST(call_set_synthesizer());
    ticks(2);
}

int main(int count, char **arguments)
{
    if (count != 2) {
        return EXIT_FAILURE;
    }
    folder = arguments[1];
    make_wav();
    /* Of the C library's own, once. */
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    begin();
    MUST(new_engine(&made_engine));
    for (size_t index = 0; index < sizeof calls / sizeof *calls; index++) {
        if (calls[index].call == call_engine_start) {
            MUST(new_engine(&made_engine));
        }
        refuse_each(index, 0);
        refuse_each(index, 1);
    }
    MUST(mixminus_engine_free(engine));
    for (size_t index = 0; index < sizeof endless / sizeof *endless; index++) {
        begin();
        without_end(index);
        MUST(mixminus_engine_free(engine));
    }
    printf("%d failures\n", failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

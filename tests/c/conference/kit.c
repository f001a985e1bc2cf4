#include "kit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const double PI = 3.14159265358979323846;

void check(int holds, const char *condition, const char *file, int line)
{
    if (!holds) {
        printf("%s:%d: not true: %s\n", file, line, condition);
        fflush(stdout);
        _exit(EXIT_FAILURE);
    }
}

void equal(int64_t got, int64_t due_value, const char *what, const char *file, int line)
{
    if (got != due_value) {
        printf("%s:%d: %s is %lld, due %lld\n", file, line, what, (long long)got, (long long)due_value);
        fflush(stdout);
        _exit(EXIT_FAILURE);
    }
}

void due(mixminus_status due_status, mixminus_status got, const char *call, const char *file, int line)
{
    if (got != due_status) {
        printf("%s:%d: %s: \"%s\" (%s), due \"%s\"\n", file, line, call, mixminus_status_str(got),
               mixminus_last_error(), mixminus_status_str(due_status));
        fflush(stdout);
        _exit(EXIT_FAILURE);
    }
}

void bytes_are(const void *got, size_t got_length, const char *due_bytes, size_t due_length, const char *what,
               const char *file, int line)
{
    if (got_length != due_length || memcmp(got, due_bytes, due_length) != 0) {
        printf("%s:%d: %s is \"%.*s\", due \"%s\"\n", file, line, what, (int)got_length, (const char *)got, due_bytes);
        fflush(stdout);
        _exit(EXIT_FAILURE);
    }
}

mixminus_engine_config config(void)
{
    mixminus_engine_config value;

    DO(mixminus_engine_config_init(&value, sizeof value));
    value.max_participants = 16;
    value.max_rooms = 8;
    value.prefill_ms = 0;
    return value;
}

mixminus_engine *engine_with(const mixminus_engine_config *value)
{
    mixminus_engine *engine;

    DO(mixminus_engine_new(value, &engine));
    return engine;
}

mixminus_engine *engine_new(void)
{
    const mixminus_engine_config value = config();

    return engine_with(&value);
}

mixminus_participant call_of(mixminus_engine *engine, const char *account, const char *environment)
{
    mixminus_participant_config call;
    mixminus_participant who;

    DO(mixminus_participant_config_init(&call, sizeof call));
    call.account = account;
    call.account_len = strlen(account);
    call.environment = environment;
    call.environment_len = strlen(environment);
    DO(mixminus_participant_new(engine, &call, &who));
    return who;
}

mixminus_participant call_new(mixminus_engine *engine)
{
    return call_of(engine, "a", "production");
}

mixminus_join_options options(const char *id)
{
    mixminus_join_options value;

    DO(mixminus_join_options_init(&value, sizeof value));
    value.conference_id = id;
    value.conference_id_len = strlen(id);
    return value;
}

mixminus_join_options options_with(const char *id, char terminator)
{
    mixminus_join_options value = options(id);

    value.terminator = (uint32_t)(unsigned char)terminator;
    return value;
}

mixminus_room join(mixminus_engine *engine, mixminus_participant who, const mixminus_join_options *how)
{
    mixminus_room room;

    DO(mixminus_participant_join(engine, who, how, &room));
    return room;
}

mixminus_participant caller(mixminus_engine *engine, const char *id)
{
    const mixminus_participant who = call_new(engine);
    const mixminus_join_options how = options(id);

    join(engine, who, &how);
    return who;
}

mixminus_conference_end end_of(mixminus_engine *engine, mixminus_participant who)
{
    mixminus_conference_end end;

    DO(mixminus_conference_end_init(&end, sizeof end));
    DO(mixminus_participant_conference_end(engine, who, &end));
    return end;
}

mixminus_room room_of(mixminus_engine *engine, mixminus_participant who)
{
    mixminus_participant_info info;

    DO(mixminus_participant_info_init(&info, sizeof info));
    DO(mixminus_participant_get_info(engine, who, &info));
    return info.room;
}

mixminus_room room_named(mixminus_engine *engine, const char *account, const char *environment, const char *id)
{
    mixminus_room room;
    const mixminus_status status = mixminus_room_find(engine, account, strlen(account), environment,
                                                      strlen(environment), id, strlen(id), &room);

    CHECK(status == MIXMINUS_OK || (status == MIXMINUS_ERR_NOT_FOUND && room == 0));
    return room;
}

uint32_t members_of(mixminus_engine *engine, mixminus_room room)
{
    mixminus_room_info info;

    DO(mixminus_room_info_init(&info, sizeof info));
    DO(mixminus_room_get_info(engine, room, &info));
    return info.participants;
}

uint32_t signal_to(mixminus_engine *engine, mixminus_participant who, const char *name)
{
    uint32_t outcome;

    DO(mixminus_participant_signal(engine, who, name, strlen(name), &outcome, NULL));
    return outcome;
}

uint32_t queued(mixminus_engine *engine, mixminus_participant who)
{
    uint32_t count;

    DO(mixminus_participant_queued_signals(engine, who, &count));
    return count;
}

uint64_t ticks(mixminus_engine *engine, uint64_t count)
{
    uint64_t tick = 0;

    while (count-- > 0) {
        DO(mixminus_engine_tick(engine, &tick));
    }
    return tick;
}

void inject(mixminus_engine *engine, mixminus_participant who, char key)
{
    DO(mixminus_participant_inject_dtmf_begin(engine, who, key, -10000, 0));
}

void inject_end(mixminus_engine *engine, mixminus_participant who, char key)
{
    DO(mixminus_participant_inject_dtmf_end(engine, who, key));
}

static mixminus_event events[4096];
static size_t heard;

void hear(mixminus_engine *engine)
{
    size_t count;

    DO(mixminus_engine_poll(engine, events + heard, sizeof events[0], COUNT(events) - heard, &count));
    heard += count;
    CHECK(heard < COUNT(events));
}

void forget(mixminus_engine *engine)
{
    heard = 0;
    hear(engine);
    heard = 0;
}

const mixminus_event *nth_event(uint32_t kind, mixminus_participant who, size_t nth)
{
    for (size_t i = 0; i < heard; i++) {
        if (events[i].kind == kind && (who == 0 || events[i].participant == who) && nth-- == 0) {
            return &events[i];
        }
    }
    return NULL;
}

size_t count_events(uint32_t kind, mixminus_participant who)
{
    size_t times = 0;

    while (nth_event(kind, who, times) != NULL) {
        times++;
    }
    return times;
}

const mixminus_event *last_event(uint32_t kind, mixminus_participant who)
{
    const size_t times = count_events(kind, who);

    CHECK(times > 0);
    return nth_event(kind, who, times - 1);
}

static void tones_of(char key, double *row, double *column)
{
    static const char keys[] = "123A456B789C*0#D";
    static const double rows[] = {697, 770, 852, 941}, columns[] = {1209, 1336, 1477, 1633};
    const char *const found = strchr(keys, key);

    CHECK(found != NULL && key != 0);
    *row = rows[(found - keys) / 4];
    *column = columns[(found - keys) % 4];
}

static int16_t limited(double value)
{
    return (int16_t)(value > 32767 ? 32767 : value < -32768 ? -32768 : lrint(value));
}

/* The peak of a sine of that level: 3.14 dBm0 is full scale. */
static double peak_of(double dbm0)
{
    return 32768 * pow(10, (dbm0 - 3.14) / 20);
}

void add_tones(int16_t *samples, size_t from, size_t count, char key, double dbm0)
{
    double row, column;

    tones_of(key, &row, &column);
    for (size_t i = 0; i < count; i++) {
        const double turn = 2 * PI * (double)i / 8000;
        const double tone = peak_of(dbm0) * (sin(row * turn) + sin(column * turn));

        samples[from + i] = limited(samples[from + i] + tone);
    }
}

void add_speech(int16_t *samples, size_t count, uint32_t seed)
{
    const double pitch = 95 + 13 * (seed % 7);

    for (size_t i = 0; i < count; i++) {
        const double t = (double)i / 8000;
        const double syllable = 0.5 - 0.5 * cos(2 * PI * 3.7 * t + seed);
        double sum = 0;

        for (int harmonic = 1; harmonic <= 20; harmonic++) {
            sum += sin(2 * PI * pitch * harmonic * t + harmonic * harmonic) / (1 + harmonic);
        }
        samples[i] = limited(samples[i] + 1500 * syllable * sum);
    }
}

double level_of(const int16_t *samples, size_t count, double hz)
{
    const double turn = 2 * cos(2 * PI * hz / 8000);
    double last = 0, before = 0, weight = 0;

    for (size_t i = 0; i < count; i++) {
        const double window = 0.5 - 0.5 * cos(2 * PI * ((double)i + 0.5) / (double)count);
        const double next = window * samples[i] + turn * last - before;

        before = last;
        last = next;
        weight += window;
    }
    const double power = last * last + before * before - turn * last * before;
    const double peak = 2 * sqrt(power > 0 ? power : 0) / weight;
    return 20 * log10(peak / 32768 + 1e-9) + 3.14;
}

double key_level(const int16_t *samples, size_t count, char key)
{
    double row, column;

    tones_of(key, &row, &column);
    const double one = level_of(samples, count, row), other = level_of(samples, count, column);
    return one < other ? one : other;
}

static void on_choice(void *user, char digit)
{
    struct app *const app = user;

    app->choices++;
    app->digit = digit;
    if (app->in_handler != NULL) {
        app->in_handler(app);
    }
}

static void on_signal(void *user, const char *name, size_t name_len)
{
    struct app *const app = user;

    app->signals++;
    memcpy(app->name, name, name_len);
    app->name_len = name_len;
    if (app->in_handler != NULL) {
        app->in_handler(app);
    }
}

void app_init(struct app *app, mixminus_engine *engine, mixminus_participant who, const char *id, char terminator)
{
    memset(app, 0, sizeof *app);
    app->engine = engine;
    app->who = who;
    app->options = options_with(id, terminator);
    CHECK(pthread_mutex_init(&app->lock, NULL) == 0);
    DO(mixminus_conference_end_init(&app->end, sizeof app->end));
}

void app_run(struct app *app)
{
    mixminus_call_handlers handlers;

    DO(mixminus_call_handlers_init(&handlers, sizeof handlers));
    handlers.user = app;
    handlers.on_choice = on_choice;
    handlers.on_signal = on_signal;
    const mixminus_status status = mixminus_conference(app->engine, app->who, &app->options, app->io,
                                                       app->no_handlers ? NULL : &handlers, &app->end);
    pthread_mutex_lock(&app->lock);
    app->status = status;
    app->returned = 1;
    pthread_mutex_unlock(&app->lock);
}

static void *run(void *user)
{
    app_run(user);
    return NULL;
}

void app_start(struct app *app)
{
    CHECK(pthread_create(&app->thread, NULL, run, app) == 0);
    while (room_of(app->engine, app->who) == 0 && !app_has_returned(app)) {
        usleep(200);
    }
}

int app_has_returned(struct app *app)
{
    pthread_mutex_lock(&app->lock);
    const int returned = app->returned;
    pthread_mutex_unlock(&app->lock);
    return returned;
}

void app_wait(struct app *app)
{
    CHECK(pthread_join(app->thread, NULL) == 0);
}

void app_wait_ticking(struct app *app)
{
    while (!app_has_returned(app)) {
        ticks(app->engine, 1);
        usleep(200);
    }
    app_wait(app);
}

static const struct {
    const char *name;
    void (*run)(void);
} CHAPTERS[] = {
    {"conference_ids", conference_ids}, {"signals", signal_vectors}, {"terminators", terminators},
    {"time_limits", time_limits},       {"ends", end_reasons},       {"blocking", blocking_calls},
    {"call_audio", call_audio},         {"crowds", crowds},          {"moderation", moderation},
    {"quotas", quotas},                 {"mute", mute},              {"sounds", sounds},
    {"says", says},
};

int main(int count, char **names)
{
    int run_count = 0;

    for (int i = 1; i < count; i++) {
        for (size_t k = 0; k < COUNT(CHAPTERS); k++) {
            if (strcmp(names[i], CHAPTERS[k].name) == 0) {
                CHAPTERS[k].run();
                run_count++;
            }
        }
    }
    return run_count == count - 1 && run_count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

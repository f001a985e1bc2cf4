/* mixminus_conference with a call's audio: the library moves it, on the thread of the call. */
#include "line.h"

#include <unistd.h>

static uint64_t written(mixminus_engine *engine, mixminus_participant who)
{
    mixminus_participant_stats stats;

    DO(mixminus_participant_stats_init(&stats, sizeof stats));
    DO(mixminus_participant_get_stats(engine, who, &stats));
    return stats.written;
}

/* What the line says is what the others hear, and what they say is what it hears, sample by sample. */
static void its_audio_is_moved_bit_for_bit(size_t at_once, int by_ex)
{
    enum { FRAMES = 40 };
    mixminus_engine *const engine = engine_new();
    static struct line line;
    static int16_t heard[FRAMES * FRAME], answered[FRAMES * FRAME];
    int16_t frame[FRAME];
    struct app app;

    line_init(&line);
    line.at_once = at_once;
    const mixminus_call_io io = by_ex ? line_io_ex(&line) : line_io(&line);
    mixminus_join_options plain = options("r");
    plain.detect_dtmf = 0;
    plain.play_tones = 1;
    const mixminus_participant other = call_new(engine);
    join(engine, other, &plain);
    app_init(&app, engine, call_new(engine), "r", 0);
    app.options = plain;
    app.io = &io;
    app_start(&app);
    for (size_t at = 0; at < COUNT(heard); at += FRAME) {
        for (int n = 0; n < FRAME; n++) {
            frame[n] = (int16_t)(7 * ((int)at + n) % 20011 - 10000);
        }
        line_say(&line, frame, FRAME);
        for (int n = 0; n < FRAME; n++) {
            answered[at + (size_t)n] = frame[n] = (int16_t)(11 * ((int)at + n) % 18013 - 9000);
        }
        DO(mixminus_participant_write(engine, other, frame, FRAME, NULL));
        while (written(engine, app.who) < at + FRAME) {
            usleep(100);
        }
        ticks(engine, 1);
        DO(mixminus_participant_read(engine, other, heard + at, FRAME, NULL));
        while (line_heard(&line) < at + FRAME) {
            usleep(100);
        }
    }
    EQUAL(app_has_returned(&app), 0);
    DO(mixminus_participant_leave(engine, app.who));
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_REMOVED, 0, 0);
    EQUAL(line.heard_count, COUNT(heard));
    /* The first frame of each fades in. */
    CHECK(memcmp(heard + FRAME, line.said + FRAME, sizeof heard - sizeof frame) == 0);
    CHECK(memcmp(line.heard + FRAME, answered + FRAME, sizeof heard - sizeof frame) == 0);
    line_free(&line);
    DO(mixminus_engine_free(engine));
}

/* Half a frame is lost now and then: the others get what they get of a host that says so to write_ex. */
static void a_loss_is_passed_on(void)
{
    enum { FRAMES = 24 };
    mixminus_engine *const engines[] = {engine_new(), engine_new()};
    mixminus_participant others[2];
    static struct line line;
    struct app app;
    mixminus_write_info info;
    const mixminus_join_options plain = options("r");

    line_init(&line);
    const mixminus_call_io io = line_io_ex(&line);
    for (int at = 0; at < 2; at++) {
        others[at] = call_new(engines[at]);
        join(engines[at], others[at], &plain);
    }
    app_init(&app, engines[0], call_new(engines[0]), "r", 0);
    app.io = &io;
    app_start(&app);
    const mixminus_participant direct = call_new(engines[1]);
    join(engines[1], direct, &plain);
    for (int at = 0; at < FRAMES; at++) {
        int16_t frame[FRAME], heard[2][FRAME];
        /* Two frames come first, so that the tick has no reason to play silence by itself. */
        const int count = at == 0 ? 2 : 1;
        const uint32_t lost = at % 8 == 5 ? FRAME / 2 : 0;
        for (int k = 0; k < count; k++) {
            for (int n = 0; n < FRAME; n++) {
                frame[n] = (int16_t)(20000 + at);
            }
            const uint64_t before = written(engines[0], app.who);
            line_say_after_loss(&line, frame, FRAME, lost);
            while (written(engines[0], app.who) < before + FRAME) {
                usleep(100);
            }
            DO(mixminus_write_info_init(&info, sizeof info));
            info.lost = lost;
            DO(mixminus_participant_write_ex(engines[1], direct, frame, FRAME, &info, NULL));
        }
        for (int k = 0; k < 2; k++) {
            ticks(engines[k], 1);
            DO(mixminus_participant_read(engines[k], others[k], heard[k], FRAME, NULL));
        }
        CHECK(memcmp(heard[0], heard[1], sizeof heard[0]) == 0);
        while (line_heard(&line) < (size_t)(at + 1) * FRAME) {
            usleep(100);
        }
        EQUAL(line.last.real, FRAME);
        EQUAL(line.last.flags, 0);
    }
    mixminus_participant_stats stats;
    DO(mixminus_participant_stats_init(&stats, sizeof stats));
    DO(mixminus_participant_get_stats(engines[0], app.who, &stats));
    CHECK(stats.concealed >= 2 * (FRAME / 2));
    line_hang_up(&line);
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_HANG_UP, 0, 0);
    line_free(&line);
    DO(mixminus_engine_free(engines[0]));
    DO(mixminus_engine_free(engines[1]));
}

/* The line sleeps until a descriptor wakes it, and the clock stands still: only the end can. */
static void the_wake_descriptor_is_readable_at_the_end(void)
{
    static const uint32_t REASONS[] = {MIXMINUS_END_SIGNAL, MIXMINUS_END_HANG_UP, MIXMINUS_END_ENGINE_STOPPED};

    for (int end = 0; end < 3; end++) {
        mixminus_engine *engine = engine_new();
        struct line line;
        struct app app;

        line_init(&line);
        const mixminus_call_io io = line_io(&line);
        app_init(&app, engine, call_new(engine), "r", 0);
        app.io = &io;
        app_start(&app);
        line_sleep(&line);
        EQUAL(line.woken, 0);
        if (end == 0) {
            EQUAL(signal_to(engine, app.who, "x"), MIXMINUS_SIGNAL_INTERRUPTED);
        } else if (end == 1) {
            DO(mixminus_participant_free(engine, app.who));
        } else {
            DO(mixminus_engine_free(engine));
            engine = NULL;
        }
        app_wait(&app);
        APP_ENDED(&app, REASONS[end], 0, end == 0);
        EQUAL(line.woken, 1);
        /* After its return nothing of the table is called. */
        const int calls = line_calls(&line);
        if (engine != NULL) {
            ticks(engine, 20);
        }
        EQUAL(line_calls(&line), calls);
        line_free(&line);
        DO(mixminus_engine_free(engine));
    }
}

static void a_line_that_hangs_up_ends_it_without_a_handler_and_nothing_begins_after_it(void)
{
    mixminus_engine *const engine = engine_new();
    struct line line;
    struct app app;
    mixminus_join_options how = options("r");

    line_init(&line);
    const mixminus_call_io io = line_io(&line);
    app_init(&app, engine, call_new(engine), "r", '*');
    app.io = &io;
    app_start(&app);
    ticks(engine, 2);
    line_hang_up(&line);
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_HANG_UP, 0, 0);
    DUE(ERR_HUNG_UP, mixminus_participant_join(engine, app.who, &how, NULL));
    EQUAL(signal_to(engine, app.who, "x"), MIXMINUS_SIGNAL_NO_SESSION);
    ticks(engine, 1);
    hear(engine);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, app.who, 0)->reason, MIXMINUS_END_HANG_UP);
    line_free(&line);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void free_the_participant(struct line *line)
{
    struct app *const app = line->user;

    DO(mixminus_participant_free(app->engine, app->who));
    line->in_hung_up = NULL;
    line->hung_up = 1;
}

static void a_participant_that_is_freed_as_its_line_hangs_up_has_hung_up(void)
{
    mixminus_engine *const engine = engine_new();
    struct line line;
    struct app app;

    line_init(&line);
    const mixminus_call_io io = line_io(&line);
    app_init(&app, engine, call_new(engine), "r", '*');
    app.io = &io;
    line.user = &app;
    line.in_hung_up = free_the_participant;
    app_run(&app);
    APP_ENDED(&app, MIXMINUS_END_HANG_UP, 0, 0);
    line_free(&line);
    DO(mixminus_engine_free(engine));
}

static void free_the_engine(struct line *line)
{
    struct app *const app = line->user;

    DUE(ERR_BUSY, mixminus_engine_free(app->engine));
    line->in_hung_up = NULL;
}

static void a_function_of_the_table_cannot_free_the_engine(void)
{
    mixminus_engine *const engine = engine_new();
    struct line line;
    struct app app;

    line_init(&line);
    const mixminus_call_io io = line_io(&line);
    app_init(&app, engine, call_new(engine), "r", '*');
    app.io = &io;
    line.user = &app;
    line.in_hung_up = free_the_engine;
    app_start(&app);
    ticks(engine, 3);
    line_hang_up(&line);
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_HANG_UP, 0, 0);
    line_free(&line);
    DO(mixminus_engine_free(engine));
}

static void a_read_that_claims_too_much_does_no_harm(void)
{
    mixminus_engine *const engine = engine_new();
    struct line line;
    struct app app;

    line_init(&line);
    line.lies = 1;
    const mixminus_call_io io = line_io(&line);
    app_init(&app, engine, call_new(engine), "r", '*');
    app.io = &io;
    app_start(&app);
    ticks(engine, 20);
    CHECK(room_of(engine, app.who) != 0);
    DO(mixminus_participant_remove(engine, app.who, NULL, 0));
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_REMOVED, 0, 0);
    line_free(&line);
    DO(mixminus_engine_free(engine));
}

/* The terminator in the audio of a line that nobody else moves. */
static void a_terminator_on_the_line_ends_it(void)
{
    mixminus_engine *const engine = engine_new();
    static struct line line;
    int16_t said[40 * FRAME] = {0};
    struct app app;

    line_init(&line);
    const mixminus_call_io io = line_io(&line);
    app_init(&app, engine, call_new(engine), "r", '7');
    app.io = &io;
    app_start(&app);
    add_tones(said, 10 * FRAME, 10 * FRAME, '7', -10);
    for (size_t at = 0; at < COUNT(said) && room_of(engine, app.who) != 0; at += FRAME) {
        line_say(&line, said + at, FRAME);
        while (room_of(engine, app.who) != 0 && written(engine, app.who) < at + FRAME) {
            usleep(100);
        }
        ticks(engine, 1);
    }
    app_wait_ticking(&app);
    APP_ENDED(&app, MIXMINUS_END_TERMINATOR, 1, 0);
    EQUAL(app.digit, '7');
    line_free(&line);
    DO(mixminus_engine_free(engine));
}

void call_audio(void)
{
    its_audio_is_moved_bit_for_bit(0, 0);
    its_audio_is_moved_bit_for_bit(1, 0);
    its_audio_is_moved_bit_for_bit(77, 0);
    its_audio_is_moved_bit_for_bit(77, 1);
    a_loss_is_passed_on();
    the_wake_descriptor_is_readable_at_the_end();
    a_line_that_hangs_up_ends_it_without_a_handler_and_nothing_begins_after_it();
    a_participant_that_is_freed_as_its_line_hangs_up_has_hung_up();
    a_function_of_the_table_cannot_free_the_engine();
    a_read_that_claims_too_much_does_no_harm();
    a_terminator_on_the_line_ends_it();
}

/* mixminus_say and mixminus_say_text: an application's prompts, on the thread of its call. */
#include "line.h"

#include <unistd.h>

/* An application that says one thing, on a thread of its own. */
struct teller {
    mixminus_engine *engine;
    mixminus_participant who;
    mixminus_sound sound;
    const char *text; /* in place of the sound, if set */
    uint32_t times;
    const mixminus_call_io *io;
    mixminus_status status;
    uint32_t end;
    int returned;
    pthread_mutex_t lock;
    pthread_t thread;
};

static void *tell(void *user)
{
    struct teller *const teller = user;
    mixminus_say_options how;
    mixminus_status status;

    DO(mixminus_say_options_init(&how, sizeof how));
    how.times = teller->times;
    if (teller->text != NULL) {
        status = mixminus_say_text(teller->engine, teller->who, teller->text, strlen(teller->text), "anna", 4, &how,
                                   teller->io, &teller->end);
    } else {
        status = mixminus_say(teller->engine, teller->who, teller->sound, &how, teller->io, &teller->end);
    }
    pthread_mutex_lock(&teller->lock);
    teller->status = status;
    teller->returned = 1;
    pthread_mutex_unlock(&teller->lock);
    return NULL;
}

static void start(struct teller *teller)
{
    CHECK(pthread_mutex_init(&teller->lock, NULL) == 0);
    CHECK(pthread_create(&teller->thread, NULL, tell, teller) == 0);
}

static int has_returned(struct teller *teller)
{
    pthread_mutex_lock(&teller->lock);
    const int returned = teller->returned;
    pthread_mutex_unlock(&teller->lock);
    return returned;
}

/* Ticks, each after the line has heard the one before, until it has returned. */
static void tick_until_returned(struct teller *teller, struct line *line)
{
    while (!has_returned(teller)) {
        const size_t heard = line_heard(line);

        ticks(teller->engine, 1);
        for (int wait = 0; wait < 200 && line_heard(line) == heard && !has_returned(teller); wait++) {
            usleep(100);
        }
    }
    CHECK(pthread_join(teller->thread, NULL) == 0);
}

static mixminus_prompt prompt_of(mixminus_engine *engine, const int16_t *samples, size_t count)
{
    mixminus_prompt_config made;
    mixminus_prompt prompt;

    DO(mixminus_prompt_config_init(&made, sizeof made));
    made.account = "a";
    made.account_len = 1;
    made.samples = samples;
    made.count = count;
    DO(mixminus_prompt_new(engine, &made, &prompt));
    return prompt;
}

static int16_t ramp[5 * FRAME - 1];

static int32_t speak(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
                     mixminus_speech *speech)
{
    CHECK(user == ramp);
    BYTES(voice, voice_len, "anna");
    BYTES(text, text_len, "all of it");
    return mixminus_speech_add(speech, ramp, COUNT(ramp), 8000);
}

static void the_line_hears_all_of_it(int by_text)
{
    mixminus_engine *const engine = engine_new();
    static struct line line;

    for (size_t i = 0; i < COUNT(ramp); i++) {
        ramp[i] = (int16_t)(13 * (int)i % 20011 - 10000);
    }
    line_init(&line);
    const mixminus_call_io io = line_io(&line);
    struct teller teller = {.engine = engine, .who = call_new(engine), .times = 2, .io = &io};
    if (by_text) {
        DO(mixminus_engine_set_synthesizer(engine, speak, ramp));
        teller.text = "all of it";
    } else {
        teller.sound = prompt_of(engine, ramp, COUNT(ramp));
    }
    start(&teller);
    tick_until_returned(&teller, &line);
    EQUAL(teller.status, MIXMINUS_OK);
    EQUAL(teller.end, MIXMINUS_SAY_COMPLETED);
    EQUAL(line.heard_count, 10 * FRAME);
    CHECK(memcmp(line.heard, ramp, sizeof ramp) == 0);
    CHECK(memcmp(line.heard + COUNT(ramp), ramp, sizeof ramp) == 0);
    EQUAL(line.heard[2 * COUNT(ramp)] | line.heard[2 * COUNT(ramp) + 1], 0);
    line_free(&line);
    DO(mixminus_engine_free(engine));
}

/* The line sleeps until a descriptor wakes it, and the clock stands still: only the end can. */
static void it_ends_by(int how, uint32_t reason)
{
    mixminus_engine *engine = engine_new();
    struct line line;

    line_init(&line);
    const mixminus_call_io io = line_io(&line);
    struct teller teller = {
        .engine = engine, .who = call_new(engine), .sound = MIXMINUS_SOUND_BEEP, .times = 0, .io = &io};
    start(&teller);
    line_sleep(&line);
    const mixminus_join_options room = options("r");
    DUE(ERR_BUSY, mixminus_conference(engine, teller.who, &room, NULL, NULL, NULL));
    DUE(ERR_BUSY, mixminus_say(engine, teller.who, MIXMINUS_SOUND_BEEP, NULL, NULL, NULL));
    EQUAL(has_returned(&teller), 0);
    switch (how) {
    case 0:
        line_hang_up(&line);
        break;
    case 1:
        DO(mixminus_participant_hang_up(engine, teller.who));
        break;
    case 2:
        DO(mixminus_participant_free(engine, teller.who));
        break;
    default:
        DO(mixminus_engine_free(engine));
        engine = NULL;
        break;
    }
    CHECK(pthread_join(teller.thread, NULL) == 0);
    EQUAL(teller.status, MIXMINUS_OK);
    EQUAL(teller.end, reason);
    EQUAL(line.woken, how != 0);
    const int calls = line_calls(&line);
    if (how < 2) {
        DUE(ERR_HUNG_UP, mixminus_say(engine, teller.who, MIXMINUS_SOUND_BEEP, NULL, &io, NULL));
    }
    if (engine != NULL) {
        ticks(engine, 20);
    }
    EQUAL(line_calls(&line), calls);
    line_free(&line);
    DO(mixminus_engine_free(engine));
}

static void in_a_conference_it_is_busy(void)
{
    mixminus_engine *const engine = engine_new();
    struct app app;

    app_init(&app, engine, call_new(engine), "r", '*');
    app_start(&app);
    DUE(ERR_BUSY, mixminus_say(engine, app.who, MIXMINUS_SOUND_BEEP, NULL, NULL, NULL));
    DUE(ERR_BUSY, mixminus_say_text(engine, app.who, "x", 1, NULL, 0, NULL, NULL, NULL));
    DO(mixminus_participant_say(engine, app.who, MIXMINUS_SOUND_BEEP, NULL, NULL));
    DO(mixminus_participant_leave(engine, app.who));
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_REMOVED, 0, 0);
    DO(mixminus_engine_free(engine));
}

static void say_in_handler(struct app *app)
{
    uint32_t end = MIXMINUS_SAY_NONE;

    DO(mixminus_say(app->engine, app->who, MIXMINUS_SOUND_BEEP, NULL, app->io, &end));
    EQUAL(end, MIXMINUS_SAY_COMPLETED);
}

static void in_a_handler_it_is_free(void)
{
    mixminus_engine *const engine = engine_new();
    static struct line line;
    struct app app;

    line_init(&line);
    const mixminus_call_io io = line_io(&line);
    app_init(&app, engine, call_new(engine), "r", '*');
    app.io = &io;
    app.in_handler = say_in_handler;
    app_start(&app);
    ticks(engine, 1);
    EQUAL(signal_to(engine, app.who, "x"), MIXMINUS_SIGNAL_INTERRUPTED);
    app_wait_ticking(&app);
    APP_ENDED(&app, MIXMINUS_END_SIGNAL, 0, 1);
    line_free(&line);
    DO(mixminus_engine_free(engine));
}

void says(void)
{
    the_line_hears_all_of_it(0);
    the_line_hears_all_of_it(1);
    it_ends_by(0, MIXMINUS_SAY_HANG_UP);
    it_ends_by(1, MIXMINUS_SAY_HANG_UP);
    it_ends_by(2, MIXMINUS_SAY_HANG_UP);
    it_ends_by(3, MIXMINUS_SAY_ENGINE_STOPPED);
    in_a_conference_it_is_busy();
    in_a_handler_it_is_free();
}

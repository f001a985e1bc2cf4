/* Two hundred calls that wait in mixminus_conference at once, ended in every way there is: none hangs. */
#include "line.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum way { HANG_UP, FREED, CLOSED, REMOVED, SIGNAL, TERMINATOR, ROOM_TIME, LINE, ENGINE_FREED, WAYS };

static const uint32_t REASONS[] = {
    MIXMINUS_END_HANG_UP, MIXMINUS_END_HANG_UP,    MIXMINUS_END_ROOM_CLOSED, MIXMINUS_END_REMOVED,      MIXMINUS_END_SIGNAL,
    MIXMINUS_END_TERMINATOR, MIXMINUS_END_TIME_LIMIT, MIXMINUS_END_HANG_UP,  MIXMINUS_END_ENGINE_STOPPED,
};

enum { CROWD = 200 };

static void start_drivers(mixminus_engine *engine)
{
    mixminus_driver_config drivers;

    DO(mixminus_driver_config_init(&drivers, sizeof drivers));
    drivers.workers = 2;
    DO(mixminus_engine_start(engine, &drivers, NULL));
}

static void end_one(struct app *app, struct line *line, enum way way)
{
    mixminus_engine *const engine = app->engine;

    switch (way) {
    case HANG_UP:
        DO(mixminus_participant_hang_up(engine, app->who));
        break;
    case FREED:
        DO(mixminus_participant_free(engine, app->who));
        break;
    case REMOVED:
        DO(mixminus_participant_remove(engine, app->who, "x", 1));
        break;
    case SIGNAL:
        EQUAL(signal_to(engine, app->who, "s"), MIXMINUS_SIGNAL_INTERRUPTED);
        break;
    case TERMINATOR:
        inject(engine, app->who, '*');
        break;
    case LINE:
        line_hang_up(line);
        break;
    default:
        break;
    }
}

static void none_hangs(int has_drivers, int has_io)
{
    static struct app apps[CROWD];
    static struct line *lines;
    static mixminus_call_io tables[CROWD];
    mixminus_engine_config settings = config();
    mixminus_room_template timed;
    char id[16];

    lines = calloc(CROWD, sizeof lines[0]);
    CHECK(lines != NULL);
    settings.max_participants = CROWD;
    settings.max_rooms = 32;
    mixminus_engine *const engine = engine_with(&settings);
    DO(mixminus_room_template_init(&timed, sizeof timed));
    timed.limit_s = 1;
    snprintf(id, sizeof id, "room %d", ROOM_TIME);
    DO(mixminus_room_template_set(engine, "a", 1, "production", 10, id, strlen(id), &timed));
    if (has_drivers) {
        start_drivers(engine);
    }
    for (int i = 0; i < CROWD; i++) {
        snprintf(id, sizeof id, "room %d", i % WAYS);
        app_init(&apps[i], engine, call_new(engine), id, '*');
        line_init(&lines[i]);
        tables[i] = line_io(&lines[i]);
        apps[i].io = has_io ? &tables[i] : NULL;
        app_start(&apps[i]);
    }
    if (!has_drivers) {
        ticks(engine, 3);
    }
    for (int i = 0; i < CROWD; i++) {
        const enum way way = (enum way)(i % WAYS);

        end_one(&apps[i], &lines[i], way == LINE && !has_io ? HANG_UP : way);
    }
    snprintf(id, sizeof id, "room %d", CLOSED);
    DO(mixminus_room_close(engine, room_named(engine, "a", "production", id)));
    for (int i = 0; i < CROWD; i++) {
        if (i % WAYS == ENGINE_FREED) {
            continue;
        }
        if (has_drivers) {
            app_wait(&apps[i]);
        } else {
            app_wait_ticking(&apps[i]);
        }
    }
    for (int i = ENGINE_FREED; i < CROWD; i += WAYS) {
        EQUAL(app_has_returned(&apps[i]), 0);
    }
    DO(mixminus_engine_free(engine));
    for (int i = 0; i < CROWD; i++) {
        const int way = i % WAYS;

        if (way == ENGINE_FREED) {
            app_wait(&apps[i]);
        }
        APP_ENDED(&apps[i], REASONS[way], way == TERMINATOR, way == SIGNAL);
        line_free(&lines[i]);
    }
    free(lines);
}

/* All at once, by the time of their sessions. */
static void the_time_of_all_ends_all(void)
{
    static struct app apps[CROWD];
    mixminus_engine_config settings = config();

    settings.max_participants = CROWD;
    settings.room_capacity = CROWD;
    settings.session_limit_s = 1;
    mixminus_engine *const engine = engine_with(&settings);
    for (int i = 0; i < CROWD; i++) {
        app_init(&apps[i], engine, call_new(engine), "r", '*');
        app_start(&apps[i]);
    }
    EQUAL(ticks(engine, 50), 50);
    for (int i = 0; i < CROWD; i++) {
        app_wait(&apps[i]);
        APP_ENDED(&apps[i], MIXMINUS_END_TIME_LIMIT, 0, 0);
    }
    DO(mixminus_engine_free(engine));
}

void crowds(void)
{
    none_hangs(0, 0);
    none_hangs(0, 1);
    none_hangs(1, 0);
    none_hangs(1, 1);
    the_time_of_all_ends_all();
}

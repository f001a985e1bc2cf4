/* allowSignals, and what becomes of signals. S: one is sent; [x]: a conference that allows x. */
#include "kit.h"

#include <stdio.h>

static mixminus_engine *engine;
static mixminus_participant who;

static void begin(void)
{
    engine = engine_new();
    who = call_new(engine);
}

static void end(void)
{
    forget(engine);
    DO(mixminus_engine_free(engine));
}

/* Tries to join as a conference that allows the names in `allowed`, NULL: any, apart by commas. */
static mixminus_status enter(const char *allowed)
{
    mixminus_text names[64];
    mixminus_join_options how = options("r");
    size_t count = 0;

    if (allowed != NULL) {
        for (const char *name = allowed;; count++) {
            names[count].bytes = name;
            names[count].length = strcspn(name, ",");
            name += names[count].length;
            if (*name++ == 0) {
                break;
            }
        }
        how.allow_signals = names;
        how.allow_signals_len = count + 1;
    }
    return mixminus_participant_join(engine, who, &how, NULL);
}

static void interrupted_by(const char *name)
{
    const mixminus_conference_end over = end_of(engine, who);

    EQUAL(over.reason, MIXMINUS_END_SIGNAL);
    CHECK(over.text_len == strlen(name) && memcmp(over.text, name, over.text_len) == 0);
    CHECK(over.signal > 0);
    EQUAL(over.digit, 0);
    EQUAL(room_of(engine, who), 0);
}

static void a_signal_that_waits_interrupts_a_conference_as_it_starts_and_before_it_joins(void)
{
    begin();
    EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(queued(engine, who), 1);
    ticks(engine, 1);
    forget(engine);
    DUE(ERR_INTERRUPTED, enter("*"));
    interrupted_by("x");
    EQUAL(queued(engine, who), 0);
    EQUAL(room_named(engine, "a", "production", "r"), 0);
    ticks(engine, 3);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_JOINED, 0) + count_events(MIXMINUS_EVENT_LEFT, 0), 0);
    EQUAL(count_events(MIXMINUS_EVENT_ROOM_OPENED, 0) + count_events(MIXMINUS_EVENT_ROOM_ENDED, 0), 0);
    EQUAL(count_events(MIXMINUS_EVENT_SIGNAL, who), 1);
    EQUAL(nth_event(MIXMINUS_EVENT_SIGNAL, who, 0)->outcome, MIXMINUS_SIGNAL_TAKEN);
    EQUAL(nth_event(MIXMINUS_EVENT_SIGNAL, who, 0)->value, end_of(engine, who).signal);
    DO(enter("*"));
    end();
}

static void a_signal_that_the_running_conference_allows_interrupts_it(void)
{
    uint32_t outcome;
    uint64_t number;

    begin();
    DO(enter(NULL));
    ticks(engine, 2);
    DO(mixminus_participant_signal(engine, who, "x", 1, &outcome, &number));
    EQUAL(outcome, MIXMINUS_SIGNAL_INTERRUPTED);
    interrupted_by("x");
    EQUAL(end_of(engine, who).signal, number);
    const uint64_t tick = ticks(engine, 1);
    hear(engine);
    const mixminus_event *const left = nth_event(MIXMINUS_EVENT_LEFT, who, 0);
    CHECK(left != NULL);
    EQUAL(left->reason, MIXMINUS_END_SIGNAL);
    EQUAL(left->value, number);
    EQUAL(left->tick, tick);
    EQUAL(nth_event(MIXMINUS_EVENT_SIGNAL, who, 0)->outcome, MIXMINUS_SIGNAL_INTERRUPTED);
    EQUAL(nth_event(MIXMINUS_EVENT_SIGNAL, who, 0)->value, number);
    end();
}

static void a_conference_that_allows_none_goes_on_and_the_signal_waits(void)
{
    static const char *const none[] = {"", ",,"};

    for (size_t i = 0; i < COUNT(none) + 1; i++) {
        begin();
        if (i < COUNT(none)) {
            DO(enter(none[i]));
        } else {
            const mixminus_text nothing = {NULL, 0};
            mixminus_join_options how = options("r");

            how.allow_signals = &nothing;
            how.allow_signals_len = 0;
            join(engine, who, &how);
        }
        EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_QUEUED);
        ticks(engine, 50);
        CHECK(room_of(engine, who) != 0);
        EQUAL(queued(engine, who), 1);
        DO(mixminus_participant_leave(engine, who));
        DUE(ERR_INTERRUPTED, enter("x"));
        interrupted_by("x");
        end();
    }
}

static void what_a_conference_does_not_allow_stays_queued_in_place(void)
{
    begin();
    DO(enter("a"));
    EQUAL(signal_to(engine, who, "b"), MIXMINUS_SIGNAL_QUEUED);
    ticks(engine, 2);
    CHECK(room_of(engine, who) != 0);
    DO(mixminus_participant_leave(engine, who));
    DO(enter("a,c"));
    EQUAL(queued(engine, who), 1);
    DO(mixminus_participant_leave(engine, who));
    DUE(ERR_INTERRUPTED, enter("b"));
    interrupted_by("b");
    end();
    /* S a, S b, [b]: b is taken, a is still queued; then [a] takes a. */
    begin();
    EQUAL(signal_to(engine, who, "a"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(signal_to(engine, who, "b"), MIXMINUS_SIGNAL_QUEUED);
    DUE(ERR_INTERRUPTED, enter("b"));
    interrupted_by("b");
    EQUAL(queued(engine, who), 1);
    DO(enter("b"));
    DO(mixminus_participant_leave(engine, who));
    DUE(ERR_INTERRUPTED, enter("a"));
    interrupted_by("a");
    end();
}

static void signals_wait_in_the_order_in_which_they_came(void)
{
    static const char *const names[] = {"x", "y", "x", "z", "y"};
    uint64_t last = 0;

    begin();
    for (size_t i = 0; i < COUNT(names); i++) {
        EQUAL(signal_to(engine, who, names[i]), MIXMINUS_SIGNAL_QUEUED);
    }
    for (size_t i = 0; i < COUNT(names); i++) {
        DUE(ERR_INTERRUPTED, enter(NULL));
        interrupted_by(names[i]);
        CHECK(end_of(engine, who).signal > last);
        last = end_of(engine, who).signal;
    }
    DO(enter(NULL));
    end();
}

static void a_session_that_is_gone_has_no_signals(void)
{
    uint32_t count;

    begin();
    DO(enter("x"));
    DO(mixminus_participant_hang_up(engine, who));
    EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_NO_SESSION);
    EQUAL(signal_to(engine, who, "y"), MIXMINUS_SIGNAL_NO_SESSION);
    EQUAL(queued(engine, who), 0);
    DO(mixminus_participant_free(engine, who));
    EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_NO_SESSION);
    DUE(ERR_STALE_HANDLE, mixminus_participant_queued_signals(engine, who, &count));
    ticks(engine, 1);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_SIGNAL, who), 3);
    EQUAL(nth_event(MIXMINUS_EVENT_SIGNAL, who, 2)->outcome, MIXMINUS_SIGNAL_NO_SESSION);
    end();
}

static void what_is_over_is_not_interrupted(void)
{
    /* [x] ended by its terminator, S x: ignored; then [x] runs on. */
    mixminus_join_options how = options_with("r", '#');
    const mixminus_text x = {"x", 1};

    begin();
    how.allow_signals = &x;
    how.allow_signals_len = 1;
    join(engine, who, &how);
    ticks(engine, 1);
    inject(engine, who, '#');
    ticks(engine, 1);
    EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_IGNORED);
    EQUAL(end_of(engine, who).reason, MIXMINUS_END_TERMINATOR);
    EQUAL(queued(engine, who), 0);
    DO(enter("x"));
    ticks(engine, 10);
    CHECK(room_of(engine, who) != 0);
    EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_INTERRUPTED);
    end();
    /* [a] ended, S b: queued. */
    begin();
    DO(enter("a"));
    DO(mixminus_participant_leave(engine, who));
    EQUAL(signal_to(engine, who, "b"), MIXMINUS_SIGNAL_QUEUED);
    end();
    /* One that a signal took as it started is completed too, and allowed what it allowed. */
    begin();
    EQUAL(signal_to(engine, who, "a"), MIXMINUS_SIGNAL_QUEUED);
    DUE(ERR_INTERRUPTED, enter("a,b"));
    EQUAL(signal_to(engine, who, "b"), MIXMINUS_SIGNAL_IGNORED);
    EQUAL(signal_to(engine, who, "c"), MIXMINUS_SIGNAL_QUEUED);
    end();
    /* [x] completed, [y] runs, S x: none is running that allows it, so ignored. */
    begin();
    DO(enter("x"));
    DO(mixminus_participant_leave(engine, who));
    DO(enter("y"));
    EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_IGNORED);
    EQUAL(signal_to(engine, who, "z"), MIXMINUS_SIGNAL_QUEUED);
    end();
}

static void sixty_four_wait_and_the_65th_is_refused(void)
{
    char name[8];

    begin();
    for (int i = 0; i < 64; i++) {
        snprintf(name, sizeof name, "s%d", i);
        EQUAL(signal_to(engine, who, name), MIXMINUS_SIGNAL_QUEUED);
    }
    EQUAL(signal_to(engine, who, "one more"), MIXMINUS_SIGNAL_REFUSED);
    EQUAL(queued(engine, who), 64);
    ticks(engine, 1);
    hear(engine);
    EQUAL(nth_event(MIXMINUS_EVENT_SIGNAL, who, 64)->outcome, MIXMINUS_SIGNAL_REFUSED);
    DUE(ERR_INTERRUPTED, enter("s9"));
    EQUAL(signal_to(engine, who, "one more"), MIXMINUS_SIGNAL_QUEUED);
    DUE(ERR_INTERRUPTED, enter(NULL));
    interrupted_by("s0");
    end();
}

static void a_join_that_fails_takes_no_signal(void)
{
    mixminus_room_template one;
    uint32_t outcome;

    begin();
    DO(mixminus_room_template_init(&one, sizeof one));
    one.capacity = 1;
    DO(mixminus_room_template_set(engine, "a", 1, "production", 10, NULL, 0, &one));
    EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_QUEUED);
    const mixminus_participant other = caller(engine, "r");
    DUE(ERR_ROOM_FULL, enter("x"));
    EQUAL(queued(engine, who), 1);
    DO(mixminus_participant_leave(engine, other));
    caller(engine, "locked");
    DO(mixminus_room_set_locked(engine, room_named(engine, "a", "production", "locked"), 1));
    const mixminus_join_options locked = options("locked"), bad = options("");
    DUE(ERR_ROOM_LOCKED, mixminus_participant_join(engine, who, &locked, NULL));
    DUE(ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, who, &bad, NULL));
    EQUAL(queued(engine, who), 1);
    EQUAL(end_of(engine, who).reason, MIXMINUS_END_NONE);
    /* What failed was no conference, and so has completed none. */
    DO(mixminus_participant_signal(engine, who, "x", 1, &outcome, NULL));
    EQUAL(outcome, MIXMINUS_SIGNAL_QUEUED);
    DUE(ERR_INTERRUPTED, enter("x"));
    interrupted_by("x");
    end();
}

static void a_star_alone_or_in_a_list_allows_any(void)
{
    static const char *const any[] = {"*", "a,*", "*,a", ",*"};

    for (size_t i = 0; i < COUNT(any); i++) {
        begin();
        DO(enter(any[i]));
        EQUAL(signal_to(engine, who, "whatever"), MIXMINUS_SIGNAL_INTERRUPTED);
        end();
    }
    begin();
    DO(enter("a*"));
    EQUAL(signal_to(engine, who, "ab"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(signal_to(engine, who, "*"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(signal_to(engine, who, "a*"), MIXMINUS_SIGNAL_INTERRUPTED);
    end();
}

static void names_are_1_to_255_bytes_compared_byte_by_byte(void)
{
    char name[256];
    uint32_t outcome = 7;
    uint64_t number = 7;
    mixminus_text allowed = {name, 255};
    mixminus_join_options how = options("r");

    begin();
    memset(name, '\xff', sizeof name);
    name[7] = 0;
    DUE(ERR_INVALID_ARGUMENT, mixminus_participant_signal(engine, who, name, 0, &outcome, &number));
    EQUAL(outcome, 0);
    EQUAL(number, 0);
    DUE(ERR_INVALID_ARGUMENT, mixminus_participant_signal(engine, who, name, 256, &outcome, &number));
    how.allow_signals = &allowed;
    how.allow_signals_len = 1;
    join(engine, who, &how);
    DO(mixminus_participant_signal(engine, who, name, 254, &outcome, &number));
    EQUAL(outcome, MIXMINUS_SIGNAL_QUEUED);
    DO(mixminus_participant_signal(engine, who, name, 255, &outcome, &number));
    EQUAL(outcome, MIXMINUS_SIGNAL_INTERRUPTED);
    const mixminus_conference_end over = end_of(engine, who);
    EQUAL(over.text_len, 255);
    CHECK(memcmp(over.text, name, 255) == 0 && over.text[255] == 0);
    allowed.length = 256;
    DUE(ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, who, &how, NULL));
    end();
}

/* Until the next tick the room does not know; each join's leave is reported for its own reason all the same. */
static void the_leave_of_a_conference_that_was_interrupted_names_the_signal_even_after_the_next_join(void)
{
    uint32_t outcome;
    uint64_t numbers[2];

    begin();
    EQUAL(signal_to(engine, who, "z"), MIXMINUS_SIGNAL_QUEUED);
    DO(enter("x"));
    ticks(engine, 1);
    forget(engine);
    for (int i = 0; i < 2; i++) {
        DO(mixminus_participant_signal(engine, who, "x", 1, &outcome, &numbers[i]));
        EQUAL(outcome, MIXMINUS_SIGNAL_INTERRUPTED);
        DO(enter("x"));
    }
    /* A conference that was interrupted before it joined has no leave, and is nobody else's reason. */
    DO(mixminus_participant_leave(engine, who));
    DUE(ERR_INTERRUPTED, enter("z"));
    DO(enter("x"));
    ticks(engine, 1);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_LEFT, who), 3);
    for (size_t i = 0; i < 2; i++) {
        EQUAL(nth_event(MIXMINUS_EVENT_LEFT, who, i)->reason, MIXMINUS_END_SIGNAL);
        EQUAL(nth_event(MIXMINUS_EVENT_LEFT, who, i)->value, numbers[i]);
    }
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, who, 2)->reason, MIXMINUS_END_REMOVED);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, who, 2)->value, 0);
    end();
}

void signal_vectors(void)
{
    a_signal_that_waits_interrupts_a_conference_as_it_starts_and_before_it_joins();
    a_signal_that_the_running_conference_allows_interrupts_it();
    a_conference_that_allows_none_goes_on_and_the_signal_waits();
    what_a_conference_does_not_allow_stays_queued_in_place();
    signals_wait_in_the_order_in_which_they_came();
    a_session_that_is_gone_has_no_signals();
    what_is_over_is_not_interrupted();
    sixty_four_wait_and_the_65th_is_refused();
    a_join_that_fails_takes_no_signal();
    a_star_alone_or_in_a_list_allows_any();
    names_are_1_to_255_bytes_compared_byte_by_byte();
    the_leave_of_a_conference_that_was_interrupted_names_the_signal_even_after_the_next_join();
}

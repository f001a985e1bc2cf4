/* mute: kept from the mix, hearing, and changed while it is in. */
#include "kit.h"

enum { RAMP = FRAME / 4 }; /* 5 ms */

static mixminus_engine *engine;
static mixminus_participant who, other, third;

/* Each says its own constant for a tick: who 1000, other 200, third 30. Checks what is heard once ramps are over. */
static void hear_sums(int16_t by_who, int16_t by_other, int16_t by_third)
{
    const mixminus_participant calls[] = {who, other, third};
    const int16_t sums[] = {by_who, by_other, by_third}, said[] = {1000, 200, 30};
    int16_t frame[FRAME];

    for (int i = 0; i < 3; i++) {
        for (int n = 0; n < FRAME; n++) {
            frame[n] = said[i];
        }
        DO(mixminus_participant_write(engine, calls[i], frame, FRAME, NULL));
    }
    ticks(engine, 1);
    for (int i = 0; i < 3; i++) {
        DO(mixminus_participant_read(engine, calls[i], frame, FRAME, NULL));
        for (int n = RAMP; n < FRAME; n++) {
            EQUAL(frame[n], sums[i]);
        }
    }
}

/* As it joins, it is muted or not. */
static void begin(uint32_t mute)
{
    mixminus_join_options how = options("r");

    how.detect_dtmf = 0;
    how.play_tones = 1;
    engine = engine_new();
    other = call_new(engine);
    third = call_new(engine);
    who = call_new(engine);
    join(engine, other, &how);
    join(engine, third, &how);
    how.mute = mute;
    join(engine, who, &how);
}

static void end(void)
{
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void who_is_muted_is_kept_from_the_mix_and_still_hears(void)
{
    begin(1);
    for (int tick = 0; tick < 5; tick++) {
        hear_sums(230, 30, 200);
    }
    end();
    begin(0);
    for (int tick = 0; tick < 5; tick++) {
        hear_sums(230, 1030, 1200);
    }
    end();
}

static void it_can_be_changed_while_it_is_in(void)
{
    mixminus_participant_info info;

    begin(0);
    hear_sums(230, 1030, 1200);
    for (uint32_t mute = 1; mute < 5; mute++) {
        DO(mixminus_participant_set_mute(engine, who, mute & 1));
        DO(mixminus_participant_info_init(&info, sizeof info));
        DO(mixminus_participant_get_info(engine, who, &info));
        EQUAL(info.mute, mute & 1);
        hear_sums(230, mute & 1 ? 30 : 1030, mute & 1 ? 200 : 1200);
    }
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_CHANGED, who), 4);
    DUE(ERR_INVALID_ARGUMENT, mixminus_participant_set_mute(engine, who, 2));
    end();
}

static void each_conference_has_its_own(void)
{
    mixminus_join_options how = options("r");

    how.detect_dtmf = 0;
    how.play_tones = 1;
    begin(1);
    hear_sums(230, 30, 200);
    DO(mixminus_participant_leave(engine, who));
    join(engine, who, &how);
    hear_sums(230, 1030, 1200);
    end();
}

void mute(void)
{
    who_is_muted_is_kept_from_the_mix_and_still_hears();
    it_can_be_changed_while_it_is_in();
    each_conference_has_its_own();
}

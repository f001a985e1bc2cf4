/* Accounts cannot exhaust each other: quotas of rooms, participants and signals that wait. */
#include "kit.h"

static mixminus_status new_call(mixminus_engine *engine, const char *account, mixminus_participant *who)
{
    mixminus_participant_config call;

    DO(mixminus_participant_config_init(&call, sizeof call));
    call.account = account;
    call.account_len = strlen(account);
    call.environment = "production";
    call.environment_len = 10;
    return mixminus_participant_new(engine, &call, who);
}

static void rooms_of_one_account_do_not_use_up_those_of_another(void)
{
    mixminus_engine_config settings = config();
    const mixminus_join_options ids[] = {options("r"), options("s"), options("t")};

    settings.account_rooms = 2;
    mixminus_engine *const engine = engine_with(&settings);
    const mixminus_participant greedy[] = {call_new(engine), call_new(engine), call_new(engine)};
    join(engine, greedy[0], &ids[0]);
    join(engine, greedy[1], &ids[1]);
    DUE(ERR_QUOTA_EXCEEDED, mixminus_participant_join(engine, greedy[2], &ids[2], NULL));
    CHECK(strcmp(mixminus_last_error(),
                 "rooms: account \"a\" has 2 and asks for 1 more; it may have 2 now (account_rooms: 2)") == 0);
    join(engine, greedy[2], &ids[0]);
    const mixminus_participant others[] = {call_of(engine, "b", "production"), call_of(engine, "b", "development")};
    join(engine, others[0], &ids[0]);
    join(engine, others[1], &ids[0]);
    /* The quota is the account's, over all its environments. */
    DUE(ERR_QUOTA_EXCEEDED, mixminus_participant_join(engine, call_of(engine, "b", "staging"), &ids[1], NULL));
    DO(mixminus_participant_leave(engine, others[0]));
    join(engine, others[0], &ids[2]);
    DO(mixminus_engine_free(engine));
}

static void participants_of_one_account_do_not_use_up_those_of_another(void)
{
    mixminus_engine_config settings = config();
    mixminus_participant who, one;

    settings.account_participants = 2;
    mixminus_engine *const engine = engine_with(&settings);
    DO(new_call(engine, "a", &one));
    DO(new_call(engine, "a", &who));
    DUE(ERR_QUOTA_EXCEEDED, new_call(engine, "a", &who));
    EQUAL(who, 0);
    DO(new_call(engine, "b", &who));
    DO(mixminus_participant_free(engine, one));
    DO(new_call(engine, "a", &who));
    DO(mixminus_engine_free(engine));
}

static void signals_that_wait_for_one_account_do_not_use_up_those_of_another(void)
{
    mixminus_engine_config settings = config();
    mixminus_account_quota quota;
    const mixminus_text name = {"x", 1};
    mixminus_join_options how = options("r");

    how.allow_signals = &name;
    how.allow_signals_len = 1;
    settings.account_queued_signals = 3;
    mixminus_engine *const engine = engine_with(&settings);
    const mixminus_participant one = call_new(engine), two = call_new(engine), other = call_of(engine, "b", "e");
    EQUAL(signal_to(engine, one, "x"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(signal_to(engine, two, "y"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(signal_to(engine, two, "z"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(signal_to(engine, one, "x"), MIXMINUS_SIGNAL_REFUSED);
    EQUAL(queued(engine, one), 1);
    EQUAL(signal_to(engine, other, "x"), MIXMINUS_SIGNAL_QUEUED);
    /* One that is taken, and those of a session that goes, wait no longer. */
    DUE(ERR_INTERRUPTED, mixminus_participant_join(engine, one, &how, NULL));
    EQUAL(signal_to(engine, two, "w"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(signal_to(engine, two, "w"), MIXMINUS_SIGNAL_REFUSED);
    DO(mixminus_participant_free(engine, two));
    for (int i = 0; i < 3; i++) {
        EQUAL(signal_to(engine, one, "v"), MIXMINUS_SIGNAL_QUEUED);
    }
    EQUAL(signal_to(engine, one, "v"), MIXMINUS_SIGNAL_REFUSED);
    /* One that interrupts needs no place. */
    const mixminus_participant third = call_new(engine);
    how.allow_signals = NULL;
    how.allow_signals_len = 0;
    join(engine, third, &how);
    EQUAL(signal_to(engine, third, "v"), MIXMINUS_SIGNAL_INTERRUPTED);
    /* An account's own quota goes before the engine's. */
    DO(mixminus_account_quota_init(&quota, sizeof quota));
    EQUAL(quota.queued_signals, 0);
    quota.queued_signals = 4;
    DO(mixminus_account_quota_set(engine, "a", 1, &quota));
    EQUAL(signal_to(engine, one, "v"), MIXMINUS_SIGNAL_QUEUED);
    EQUAL(signal_to(engine, one, "v"), MIXMINUS_SIGNAL_REFUSED);
    DO(mixminus_account_quota_reset(engine, "a", 1));
    EQUAL(queued(engine, one), 4);
    EQUAL(queued(engine, other), 1);
    DO(mixminus_engine_free(engine));
}

static mixminus_status new_prompt(mixminus_engine *engine, const char *account, size_t count, mixminus_prompt *prompt)
{
    static const int16_t samples[1000];
    mixminus_prompt_config config;

    DO(mixminus_prompt_config_init(&config, sizeof config));
    config.account = account;
    config.account_len = strlen(account);
    config.samples = samples;
    config.count = count;
    return mixminus_prompt_new(engine, &config, prompt);
}

static void prompts_of_one_account_do_not_use_up_those_of_another(void)
{
    mixminus_engine_config settings = config();
    mixminus_prompt one, two;

    settings.account_prompt_bytes = 3000;
    mixminus_engine *const engine = engine_with(&settings);
    DO(new_prompt(engine, "a", 1000, &one));
    DUE(ERR_QUOTA_EXCEEDED, new_prompt(engine, "a", 501, &two));
    DO(new_prompt(engine, "a", 500, &two));
    DUE(ERR_QUOTA_EXCEEDED, new_prompt(engine, "a", 1, &two));
    DO(new_prompt(engine, "b", 1000, &two));
    DO(mixminus_prompt_free(engine, one));
    DO(new_prompt(engine, "a", 1000, &one));
    DO(mixminus_engine_free(engine));
}

void quotas(void)
{
    prompts_of_one_account_do_not_use_up_those_of_another();
    rooms_of_one_account_do_not_use_up_those_of_another();
    participants_of_one_account_do_not_use_up_those_of_another();
    signals_that_wait_for_one_account_do_not_use_up_those_of_another();
}

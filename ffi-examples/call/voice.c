/* Speaks the texts of a script: by espeak-ng, or by a tone as long as the text. */
#define _POSIX_C_SOURCE 200809L

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

extern char **environ;

/* The tone lasts 60 ms a byte, as speech roughly does, from 200 ms to ten minutes. */
enum { MS_A_BYTE = 60, SHORTEST_MS = 200, LONGEST_MS = 600000, TONE_HZ = 400, TONE_PEAK = 4000 };

static int32_t speak_tone(size_t text_len, mixminus_speech *speech)
{
    const size_t ms = text_len * MS_A_BYTE + SHORTEST_MS;
    size_t left = (ms < LONGEST_MS ? ms : LONGEST_MS) * (RATE_HZ / 1000);
    int16_t second[RATE_HZ];
    /* A triangle wave, whose period is a whole number of samples. */
    for (int i = 0; i < RATE_HZ; i++) {
        const int period = RATE_HZ / TONE_HZ, phase = i % period;
        const int rise = 2 * (phase < period / 2 ? phase : period - phase);
        second[i] = (int16_t)(TONE_PEAK * (2 * rise - period) / period);
    }
    while (left > 0) {
        const size_t count = left < RATE_HZ ? left : RATE_HZ;
        const int32_t status = mixminus_speech_add(speech, second, count, RATE_HZ);
        if (status != MIXMINUS_OK) {
            return status;
        }
        left -= count;
    }
    return MIXMINUS_OK;
}

bool voice_has_espeak(void)
{
    const char *const path = getenv("PATH");
    char file[4096];
    for (const char *entry = path; entry != NULL && *entry != '\0';) {
        const size_t len = strcspn(entry, ":");
        if (len > 0 && len + sizeof "/espeak-ng" <= sizeof file) {
            memcpy(file, entry, len);
            strcpy(file + len, "/espeak-ng");
            if (access(file, X_OK) == 0) {
                return true;
            }
        }
        entry += len;
        entry += *entry == ':';
    }
    return false;
}

/* Runs espeak-ng with the text from `in`, and returns what it prints, a WAV file. */
static uint8_t *run_espeak(FILE *in, size_t *size)
{
    FILE *const out = tmpfile();
    if (out == NULL) {
        return NULL;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(in), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(out), STDOUT_FILENO);
    char *const command[] = {"espeak-ng", "--stdin", "--stdout", NULL};
    pid_t child;
    int result = -1;
    const int failed = posix_spawnp(&child, command[0], &actions, NULL, command, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (!failed) {
        waitpid(child, &result, 0);
    }
    uint8_t *wav = NULL;
    fseek(out, 0, SEEK_END);
    const long end = ftell(out);
    if (result == 0 && end > 0 && (wav = malloc((size_t)end)) != NULL) {
        rewind(out);
        *size = fread(wav, 1, (size_t)end, out);
    }
    fclose(out);
    return wav;
}

static int32_t speak_espeak(const char *text, size_t text_len, mixminus_speech *speech)
{
    FILE *const in = tmpfile();
    if (in == NULL) {
        return MIXMINUS_ERR_SYSTEM;
    }
    size_t size = 0;
    fwrite(text, 1, text_len, in);
    fflush(in);
    rewind(in);
    uint8_t *const wav = run_espeak(in, &size);
    fclose(in);
    const int32_t status = wav == NULL ? MIXMINUS_ERR_SYSTEM : mixminus_speech_add_wav(speech, wav, size);
    free(wav);
    return status;
}

int32_t voice_speak(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
                    mixminus_speech *speech)
{
    (void)voice, (void)voice_len;
    return *(const enum voice *)user == ESPEAK ? speak_espeak(text, text_len, speech) : speak_tone(text_len, speech);
}

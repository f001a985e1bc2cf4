/* spandsp's receiver, which prints what `mixminus dtmf --json` prints, for the bench.
 *
 *     cc -O2 -o spandsp_dtmf spandsp_dtmf.c -lspandsp
 *     spandsp_dtmf [dtmf] [FILE...]        names on standard input, one a line, if none are given
 *
 * 16-bit mono WAV files of 8 kHz, heard in frames of 20 ms, all settings as spandsp has them. It judges blocks of 102
 * samples and reports a change once two blocks show it: both the start and the end are taken as 204 samples earlier.
 */
#include <spandsp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 8000, FRAME = 160, CONFIRMED_AFTER = 204, MAX_DIGITS = 1 << 20 };

struct digit {
    char name;
    double start_ms, end_ms, detect_ms;
};

struct receiver {
    struct digit *digits;
    size_t count;
    int open;            /* the last digit has not ended */
    long heard;          /* samples until the last report */
    long frame_end;      /* of the frame being heard */
};

static void report(void *user, int code, int level, int since_last)
{
    struct receiver *r = user;
    (void)level;
    r->heard += since_last;
    double at = (r->heard - CONFIRMED_AFTER) * 1000.0 / RATE;
    if (r->open) {
        r->digits[r->count - 1].end_ms = at;
        r->open = 0;
    }
    if (code != 0 && r->count < MAX_DIGITS) {
        r->digits[r->count++] = (struct digit){(char)code, at, at, r->frame_end * 1000.0 / RATE};
        r->open = 1;
    }
}

static uint32_t little(const unsigned char *bytes, int count)
{
    uint32_t value = 0;
    while (count-- > 0)
        value = value << 8 | bytes[count];
    return value;
}

/* The file stands at the first sample; the number of samples, or -1. */
static long find_samples(FILE *file)
{
    unsigned char head[16];
    if (fread(head, 1, 12, file) != 12 || memcmp(head, "RIFF", 4) != 0 || memcmp(head + 8, "WAVE", 4) != 0)
        return -1;
    while (fread(head, 1, 8, file) == 8) {
        long size = (long)little(head + 4, 4);
        if (memcmp(head, "data", 4) == 0)
            return size / 2;
        if (memcmp(head, "fmt ", 4) == 0) {
            if (size < 16 || fread(head, 1, 16, file) != 16)
                return -1;
            if (little(head, 2) != 1 || little(head + 2, 2) != 1 || little(head + 4, 4) != RATE
                || little(head + 14, 2) != 16)
                return -1;
            size -= 16;
        }
        fseek(file, size + (size & 1), SEEK_CUR);
    }
    return -1;
}

static int hear(const char *path, struct digit *digits)
{
    FILE *file = fopen(path, "rb");
    long samples = file != NULL ? find_samples(file) : -1;
    if (samples < 0) {
        fprintf(stderr, "spandsp_dtmf: %s: not a mono 16-bit WAV file of 8 kHz\n", path);
        if (file != NULL)
            fclose(file);
        return 1;
    }
    struct receiver r = {digits, 0, 0, 0, 0};
    dtmf_rx_state_t *rx = dtmf_rx_init(NULL, NULL, NULL);
    dtmf_rx_set_realtime_callback(rx, report, &r);
    int16_t frame[FRAME];
    while (r.frame_end < samples) {
        size_t got = fread(frame, 2, FRAME, file);
        if (got == 0)
            break;
        memset(frame + got, 0, (FRAME - got) * 2);
        r.frame_end += FRAME;
        dtmf_rx(rx, frame, FRAME);
    }
    if (r.open)
        r.digits[r.count - 1].end_ms = r.frame_end * 1000.0 / RATE;
    dtmf_rx_free(rx);
    fclose(file);
    printf("{\"file\":\"%s\",\"digits\":[", path);
    for (size_t i = 0; i < r.count; i++)
        printf("%s{\"digit\":\"%c\",\"start_ms\":%.3f,\"end_ms\":%.3f,\"detect_ms\":%.3f}", i > 0 ? "," : "",
               digits[i].name, digits[i].start_ms, digits[i].end_ms, digits[i].detect_ms);
    printf("]}\n");
    return 0;
}

int main(int argc, char **argv)
{
    struct digit *digits = malloc(MAX_DIGITS * sizeof *digits);
    int first = argc > 1 && strcmp(argv[1], "dtmf") == 0 ? 2 : 1, failed = 0;
    if (digits == NULL)
        return 1;
    for (int i = first; i < argc; i++)
        failed |= hear(argv[i], digits);
    if (first >= argc) {
        char name[4096];
        while (fgets(name, sizeof name, stdin) != NULL) {
            name[strcspn(name, "\n")] = 0;
            failed |= hear(name, digits);
        }
    }
    free(digits);
    return failed;
}

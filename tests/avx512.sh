#!/bin/bash
# Runs the AVX-512 kernels, whatever machine this is, and compares them with the other levels bit for bit.
#
#   tests/avx512.sh
#
# Two comparisons: tests/kernels.rs (every level against plain 64-bit arithmetic), and `mixminus render` of the demo,
# the files of each level against those of `portable`. Where the processor has AVX-512 F and BW they run at once;
# elsewhere in Bochs, which emulates an Intel processor that has them:
#
#   - Debian's kernel for virtual machines is fetched and unpacked, never installed. It is the guest's kernel because
#     it has no modules to load for a serial console, and switches the AVX-512 registers on (XCR0).
#   - The guest's whole file system is an initramfs, written here: the two programs, a shell, what they link, the demo
#     and the /init below, which runs it all and writes to the serial port, which Bochs writes to a file.
#   - The disk is a boot sector, assembled here, then the parts that it copies to memory: Linux's real-mode code, its
#     command line, its protected-mode code and the initramfs (Documentation/arch/x86/boot.rst).
#   - The emulator is ended when the closing line is in that file, or ends by itself: a panic of Linux resets by a
#     triple fault, on which Bochs stops.
#
# About 130 s of one core (16 s of them to start Linux), and the builds. The guest's clock is wrong: what it says of
# durations means nothing.
#
# Passes only if the tests passed, the guest's /proc/cpuinfo lists avx512f and avx512bw, the tests say that avx512 was
# among the levels, and every level rendered. Fails otherwise; "NOT RUN" and 0 where there is no Bochs.
# Needs Debian 12's bochs, bochs-term (a display that needs no screen), bochsbios, vgabios and binutils, and package
# lists no older than the archive (apt-get update). In MIXMINUS_KERNEL a bzImage can be named that is used instead of
# the fetched one, in PROPTEST_CASES how many random cases each property gets.
set -euo pipefail
cd "$(dirname "$0")/.."
limit_seconds=1500
cases=${PROPTEST_CASES:-16}
levels="portable sse2 avx2 avx512"

# What runs, here or in the guest: bench <kernels> <mixminus> <demo> <scratch>
bench='
bench() {
    echo "processor: $(grep -m1 "^model name" /proc/cpuinfo | cut -d: -f2-)"
    echo "processor has:" $(grep -m1 "^flags" /proc/cpuinfo | tr " " "\n" | grep "^avx")
    PROPTEST_CASES='$cases' "$1" --test-threads=1 --show-output 2>&1
    echo "kernels: exit $?"
    for level in '$levels'; do
        MIXMINUS_SIMD=$level "$2" render --quiet --out "$4/$level" "$3"/*.wav >"$4/log" 2>&1 || cat "$4/log"
        same=0
        for file in "$3"/*.wav; do
            file=${file##*/}
            cmp "$4/portable/$file" "$4/$level/$file" && same=$((same + 1))
        done
        echo "render: $level: $same files as portable"
    done
    echo "bench: end"
}'

# judge <log>: what the bench printed, and whether that is all that it should be.
judge() {
    local wrong=0 files level
    files=$(ls demo/*.wav | wc -l)
    grep -E '^(processor|test |tested at|NOT RUN|kernels:|render:)|panicked|assertion|^ +(left|right)' "$1" | cut -c1-200 || true
    need() {
        grep -qE "$1" "$log" || { echo "MISSING: $1"; wrong=1; }
    }
    local log=$1
    need '^processor has:.* avx512f( |$)'
    need '^processor has:.* avx512bw( |$)'
    need '^test result: ok\. [1-9][0-9]* passed; 0 failed; 0 ignored; 0 measured; 0 filtered out'
    need '^kernels: exit 0$'
    for level in $levels; do
        need "^tested at $level\$"
        need "^render: $level: $files files as portable\$"
    done
    need '^bench: end$'
    [ $wrong = 0 ] && echo "avx512: passed in $((SECONDS - began)) s" || echo "avx512: FAILED after $((SECONDS - began)) s"
    return $wrong
}

native=no
if grep -q '^flags.* avx512f ' /proc/cpuinfo && grep -q '^flags.* avx512bw ' /proc/cpuinfo; then
    native=yes
elif ! command -v bochs >/dev/null; then
    echo "NOT RUN: this machine has no AVX-512, and no Bochs to emulate it (apt-get install bochs bochs-term binutils)"
    exit 0
fi

cargo build --release --quiet
built=$(cargo test --release --no-run --test kernels --message-format=json 2>/dev/null)
kernels=$(sed -n 's/.*"name":"kernels".*"executable":"\([^"]*\)".*/\1/p' <<<"$built")
mixminus=$(sed -n 's/.*"name":"mixminus".*"executable":"\([^"]*\)".*/\1/p' <<<"$built")
[ -x "$kernels" ] && [ -x "$mixminus" ] || { echo "not built: the tests or the program"; exit 1; }

began=$SECONDS
work=$(mktemp -d)
emulator=
trap '[ -z "$emulator" ] || kill -9 "$emulator" 2>/dev/null || true; rm -rf "$work"' EXIT

if [ $native = yes ]; then
    (eval "$bench"; set +e; mkdir "$work/out"; bench "$kernels" "$mixminus" demo "$work/out") >"$work/log"
    judge "$work/log"
    exit
fi

# The kernel.
kernel=${MIXMINUS_KERNEL:-}
if [ -z "$kernel" ]; then
    package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: //p' | head -1)
    (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$package")
    dpkg-deb --fsys-tarfile "$work/$package"_*.deb | tar -x -C "$work" --wildcards './boot/vmlinuz-*'
    kernel=$(echo "$work"/boot/vmlinuz-*)
    echo "kernel: $package, fetched after $((SECONDS - began)) s"
fi

# The initramfs: cpio's "newc" format.
inode=0
# entry <path in the guest> <mode, octal> [<file>]
entry() {
    local size=0
    [ -z "${3:-}" ] || size=$(stat -Lc %s "$3")
    inode=$((inode + 1))
    printf '070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%s\0' \
        $inode $((8#$2)) 0 0 1 0 $size 0 0 0 0 $((${#1} + 1)) 0 "$1"
    head -c $(((4 - (110 + ${#1} + 1) % 4) % 4)) /dev/zero
    if [ -n "${3:-}" ]; then
        cat "$3"
        head -c $(((4 - size % 4) % 4)) /dev/zero
    fi
}
cat >"$work/init" <<INIT
#!/bin/sh
export PATH=/bin
mount -t proc proc /proc
# Memory that a test gives back is kept for the next: page faults are slow here.
export MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_TOP_PAD_=16777216
$bench
bench /bin/kernels /bin/mixminus /demo /out
# Not the end yet: the serial port is still sending.
exec cat
INIT
mkdir "$work/bin"
for tool in sh mount grep cut tr cmp cat; do
    cp -L "$(command -v $tool)" "$work/bin/$tool"
done
strip -o "$work/bin/kernels" "$kernels"
strip -o "$work/bin/mixminus" "$mixminus"
for directory in bin lib lib/x86_64-linux-gnu lib64 proc demo out; do
    entry $directory 40755
done >"$work/initramfs"
{
    entry init 100755 "$work/init"
    for file in "$work"/bin/*; do
        entry "bin/${file##*/}" 100755 "$file"
    done
    for library in $(ldd "$work"/bin/* | grep -o '/lib[^ ]*' | sort -u); do
        entry "${library#/}" 100755 "$library"
    done
    for file in demo/*.wav; do
        entry "$file" 100644 "$file"
    done
    entry TRAILER!!! 0
} >>"$work/initramfs"

# The disk: its parts, each from a sector of its own, and the boot sector's list of them.
sector=1
parts=
# part <file> <address in the guest>
part() {
    local sectors=$((($(stat -c %s "$1") + 511) / 512))
    truncate -s $((sectors * 512)) "$1"
    cat "$1" >>"$work/parts"
    parts+="        .long $2, $sector, $sectors
"
    sector=$((sector + sectors))
}
setup_bytes=$((($(od -An -tu1 -j $((0x1f1)) -N 1 "$kernel") + 1) * 512))
initramfs_at=$((128 << 20))
head -c $setup_bytes "$kernel" >"$work/setup"
tail -c +$((setup_bytes + 1)) "$kernel" >"$work/protected"
# One processor and no search for hardware: there is nothing that is needed; nor are the
# self-tests and tables that the blacklist leaves out, half of the time that the start takes. Bochs 2.7 gives a wrong size for the
# compacted form of the registers' save area, on which Linux would leave AVX off: it is made to use the plain form.
printf '%s\0' "console=ttyS0,115200 loglevel=1 panic=-1 reboot=t nokaslr mitigations=off acpi=off pci=off \
nosmp audit=0 random.trust_cpu=on tsc=reliable clearcpuid=xsaves,xsavec \
initcall_blacklist=crypto_algapi_init,load_system_certificate_list,trace_eval_init" >"$work/command_line"
# field <offset> <bytes> <value>: a number of Linux's boot header, least significant byte first
field() {
    local i text=
    for ((i = 0; i < $2; i++)); do
        text+=$(printf '\\x%02x' $(($3 >> (8 * i) & 255)))
    done
    printf "$text" | dd of="$work/setup" bs=1 seek=$(($1)) conv=notrunc status=none
}
field 0x1fa 2 0xffff                                 # video mode: as it is
field 0x210 1 0xff                                   # loader: none that is known
field 0x211 1 0x81                                   # protected-mode code at 1 MiB; there is a heap
field 0x218 4 $initramfs_at
field 0x21c 4 "$(stat -c %s "$work/initramfs")"
field 0x224 2 0xde00                                 # end of the heap
field 0x228 4 0x9e000                                # command line
part "$work/setup" 0x90000
part "$work/command_line" 0x9e000
part "$work/protected" 0x100000
part "$work/initramfs" $initramfs_at

cat >"$work/boot.s" <<BOOT
        .code16
        .globl _start
_start: cli
        xorw %ax, %ax
        movw %ax, %ds
        movw %ax, %es
        movw %ax, %ss
        movw \$0x7c00, %sp
        ljmp \$0, \$start
start:  inb \$0x92, %al                  # addresses of more than 20 bits
        orb \$2, %al
        outb %al, \$0x92
        lgdt table                      # ds and es reach 4 GiB, and keep that limit in real mode
        movl %cr0, %eax
        orb \$1, %al
        movl %eax, %cr0
        movw \$8, %bx
        movw %bx, %ds
        movw %bx, %es
        andb \$0xfe, %al
        movl %eax, %cr0
        xorw %ax, %ax
        movw %ax, %ds
        movw %ax, %es
        sti
        movw \$parts, %si
part:   movl (%si), %edi                # its address, first sector and sectors
        movl 4(%si), %eax
        movl %eax, sector
        movl 8(%si), %ebp
        addw \$12, %si
read:   movl \$64, %ecx                  # up to 64 sectors at a time, by way of 0x10000
        cmpl %ecx, %ebp
        jae some
        movl %ebp, %ecx
some:   movw %cx, count
        pushw %si
        pushl %edi
        pushl %ecx
        pushl %ebp
        movw \$packet, %si
        movb \$0x42, %ah
        movb \$0x80, %dl
        int \$0x13
        popl %ebp
        popl %ecx
        popl %edi
        jc failed
        addl %ecx, sector
        subl %ecx, %ebp
        shll \$7, %ecx
        movl \$0x10000, %esi
        cld
        addr32 rep movsl
        popw %si
        testl %ebp, %ebp
        jnz read
        cmpw \$end, %si
        jne part
        cli
        movw \$0x9000, %ax
        movw %ax, %ds
        movw %ax, %es
        movw %ax, %fs
        movw %ax, %gs
        movw %ax, %ss
        movw \$0xe000, %sp
        ljmp \$0x9020, \$0
failed: hlt
        jmp failed
        .balign 8
table:  .word 15                        # its own first entry, which nothing refers to, is its description
        .long table
        .word 0
        .quad 0x00cf92000000ffff
packet: .word 16
count:  .word 0
        .word 0, 0x1000
sector: .quad 0
parts:
${parts}end:
        .org 510
        .word 0xaa55
BOOT
as --32 -o "$work/boot.o" "$work/boot.s"
ld -m elf_i386 -Ttext 0x7c00 --oformat binary -o "$work/disk" "$work/boot.o"
cat "$work/parts" >>"$work/disk"
cylinders=$((sector / (16 * 63) + 1))
truncate -s $((cylinders * 16 * 63 * 512)) "$work/disk"

cat >"$work/bochsrc" <<BOCHS
config_interface: textconfig
display_library: term
cpu: model=corei7_skylake_x, count=1, ips=20000000, reset_on_triple_fault=0
clock: sync=none
memory: guest=512, host=512
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/vgabios/vgabios.bin
ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=disk, mode=flat, path=$work/disk, cylinders=$cylinders, heads=16, spt=63
boot: disk
com1: enabled=1, mode=file, dev=$work/serial
log: $work/bochs.log
panic: action=fatal
error: action=ignore
info: action=ignore
debug: action=ignore
BOCHS
echo "disk: written after $((SECONDS - began)) s"
# Debian's Bochs starts in its debugger, and comes back to it at the panic at the end.
printf '%s\n' continue quit >"$work/debugger"
TERM=vt100 bochs -q -f "$work/bochsrc" <"$work/debugger" >"$work/screen" 2>&1 &
emulator=$!
while kill -0 $emulator 2>/dev/null && [ $((SECONDS - began)) -lt $limit_seconds ] &&
    ! grep -qs '^bench: end' "$work/serial"; do
    sleep 1
done
echo "guest: done after $((SECONDS - began)) s"
touch "$work/serial"
tr -d '\r' <"$work/serial" >"$work/log"
if ! judge "$work/log"; then
    echo "the end of what the guest said:"
    tail -n 20 "$work/log"
    tail -n 5 "$work/screen" "$work/bochs.log"
    exit 1
fi

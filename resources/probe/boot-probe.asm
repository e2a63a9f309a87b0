; Firmware of the boot probe: does this accelerator really run a guest?
;
;   nasm -f bin -o boot-probe.rom boot-probe.asm
;
; QEMU starts it as its whole BIOS (64 KiB, seen at F0000h and below 4 GiB).  It goes the way of
; every kernel, and says on the first serial port how far it came:
;
;   R   real mode works
;   P   32-bit protected mode works
;   L   64-bit long mode with paging works
;   OK  a sum over thousands of calls is right; then it ends QEMU with status 85
;
; Hosts are known on which /dev/kvm opens, but a guest hangs after R.

%define BASE        0xf0000
%define SERIAL      0x3f8
%define EXIT_PORT   0x501
%define EXIT_GOOD   0x2a            ; QEMU's status is (value << 1) | 1 = 85
%define EXIT_BAD    0x01
%define TABLES      0x1000          ; page tables, three pages from here
%define SCRATCH     0x8000
%define STACK       0x7c00

%macro say 1
        mov dx, SERIAL
        mov al, %1
        out dx, al
%endmacro

        org 0
        bits 16
start:
        cli
        xor ax, ax
        mov ds, ax
        mov es, ax
        mov ss, ax
        mov sp, STACK
        say 'R'

        in al, 0x92                 ; address line 20 on, without touching the reset bit
        or al, 2
        and al, 0xfe
        out 0x92, al

        cld                         ; one 2 MiB page, mapped to itself
        mov di, TABLES
        xor ax, ax
        mov cx, 3 * 2048
        rep stosw
        mov word [TABLES], TABLES + 0x1003
        mov word [TABLES + 0x1000], TABLES + 0x2003
        mov word [TABLES + 0x2000], 0x0083

        o32 lgdt [cs:descriptor]
        mov eax, cr0
        or al, 1
        mov cr0, eax
        jmp dword 0x18:BASE + protected

        bits 32
protected:
        mov ax, 0x10
        mov ds, ax
        mov es, ax
        mov ss, ax
        mov esp, STACK
        say 'P'
        mov ecx, 20000              ; long enough that a guest which only creeps is noticed
.work:  imul eax, eax, 1103515245
        add eax, 12345
        push eax
        pop eax
        loop .work

        mov eax, cr4                ; physical address extension
        or al, 0x20
        mov cr4, eax
        mov eax, TABLES
        mov cr3, eax
        mov ecx, 0xc0000080         ; long mode on
        rdmsr
        or ah, 1
        wrmsr
        mov eax, cr0                ; paging on
        or eax, 0x80000000
        mov cr0, eax
        jmp 0x08:BASE + long_mode

        bits 64
long_mode:
        xor eax, eax
        mov ss, eax
        say 'L'
        mov ecx, 5000
        xor ebx, ebx
.work:  call add_one
        dec ecx
        jnz .work
        cmp rbx, 5000
        jne bad
        xor eax, eax                ; leaves the guest on every accelerator
        cpuid
        mov rax, 0x1122334455667788
        mov [SCRATCH], rax
        mov r9, cr3                 ; throws the translations away
        mov cr3, r9
        cmp [SCRATCH], rax
        jne bad
        say 'O'
        say 'K'
        say 10
        mov al, EXIT_GOOD
        jmp leave_qemu
bad:    mov al, EXIT_BAD
leave_qemu:
        mov dx, EXIT_PORT
        out dx, al
.halt:  hlt
        jmp .halt

add_one:
        push rbx
        pop rbx
        inc rbx
        ret

        align 8
table:  dq 0
        dq 0x00209a0000000000       ; 08h: 64-bit code
        dq 0x00cf92000000ffff       ; 10h: data
        dq 0x00cf9a000000ffff       ; 18h: 32-bit code
descriptor:
        dw descriptor - table - 1
        dd BASE + table

        times 0xfff0 - ($ - $$) db 0xff
        bits 16
        jmp 0xf000:0                ; where the processor begins
        times 0x10000 - ($ - $$) db 0xff

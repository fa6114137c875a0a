package dev.bellows.k8s.internal.executors;

/** Bytes in words. Pure. */
final class Amount {
    private static final long STEP = 1024;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Amount() {}

    static String of(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        long amount = bytes;
        int unit = -1;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return amount + " " + UNITS[unit];
    }
}

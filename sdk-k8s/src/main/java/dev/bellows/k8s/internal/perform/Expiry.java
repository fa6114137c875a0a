package dev.bellows.k8s.internal.perform;

import dev.bellows.run.RunId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An object of a run that stays for a while, and when it goes: as small as that can be said, for it is all that is kept of a run that is
 * over. The run is a text that its objects share, a time counts in seconds, and a UID is two numbers.
 */
abstract sealed class Expiry {
    private static final byte[] DROPPED = new byte[0];

    /** In place of the attempt of a driver. */
    private static final int RECORD = 0;

    private static final int RECORD_ALONE = -1;

    private byte[] run;
    private final int due;
    private final int what;

    private Expiry(byte[] run, int due, int what) {
        this.run = run;
        this.due = due;
        this.what = what;
    }

    /** A run as its objects share it. */
    static byte[] text(RunId run) {
        return run.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A driver pod. */
    static Expiry driver(byte[] run, int due, int attempt, String uid) {
        return of(run, due, attempt, uid);
    }

    /**
     * A record.
     *
     * @param alone whether it owns nothing: its driver goes by itself
     */
    static Expiry record(byte[] run, int due, boolean alone, String uid) {
        return of(run, due, alone ? RECORD_ALONE : RECORD, uid);
    }

    private static Expiry of(byte[] run, int due, int what, String uid) {
        try {
            UUID parsed = UUID.fromString(uid);
            if (parsed.toString().equals(uid)) {
                return new OfNumbers(run, due, what, parsed);
            }
        } catch (IllegalArgumentException e) {
            // A server may have UIDs of another kind; they only take more room.
        }
        return new OfText(run, due, what, uid);
    }

    abstract String uid();

    RunId run() {
        return RunId.parse(new String(run, StandardCharsets.UTF_8));
    }

    /** When it goes, in seconds of those who keep it. */
    int due() {
        return due;
    }

    boolean isRecord() {
        return what <= RECORD;
    }

    /** Whether it is a record that owns nothing. */
    boolean isAlone() {
        return what == RECORD_ALONE;
    }

    /** The attempt of a driver. */
    int attempt() {
        return what;
    }

    /** Whether it is not to go after all, or goes. */
    boolean isDropped() {
        return run.length == 0;
    }

    void drop() {
        run = DROPPED;
    }

    private static final class OfNumbers extends Expiry {
        private final long high;
        private final long low;

        private OfNumbers(byte[] run, int due, int what, UUID uid) {
            super(run, due, what);
            this.high = uid.getMostSignificantBits();
            this.low = uid.getLeastSignificantBits();
        }

        @Override
        String uid() {
            return new UUID(high, low).toString();
        }
    }

    private static final class OfText extends Expiry {
        private final String uid;

        private OfText(byte[] run, int due, int what, String uid) {
            super(run, due, what);
            this.uid = uid;
        }

        @Override
        String uid() {
            return uid;
        }
    }
}

package dev.bellows.run;

import java.io.Serial;

/** Completes what only the driver could have told. The job is none the worse for it. */
public final class DriverSilent extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final DriverSilence silence;

    /** A driver that does not tell. */
    public DriverSilent(DriverSilence silence, String message) {
        super(message);
        this.silence = silence;
    }

    /** Why. */
    public DriverSilence silence() {
        return silence;
    }
}

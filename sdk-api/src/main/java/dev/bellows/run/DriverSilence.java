package dev.bellows.run;

/** Why a driver does not tell what it does. */
public enum DriverSilence {
    /** No driver runs: the run has not begun or has ended. */
    NO_DRIVER,
    /** The job's conf switches the driver's user interface off, and with it what it tells. */
    UI_DISABLED,
    /** The connection's account has no right to reach pods through the API server. */
    FORBIDDEN,
    /** Nothing answered: the driver is starting, ending or out of reach. */
    NO_ANSWER,
    /** Something answered that is not this driver, such as the log-in page of a proxy. */
    NOT_SPARK
}

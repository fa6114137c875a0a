package dev.bellows.check;

/**
 * What is wrong with a conf key in a job.
 *
 * @param key the key, or what keys begin with if it ends with a dot
 * @param code the code of the problem
 * @param expected what would be accepted
 * @param fix what to do
 */
record ConfRule(String key, ConfProblem code, String expected, String fix) {
    /** A key whose meaning a typed setting has. */
    static ConfRule field(String key, String setting) {
        return new ConfRule(
                key,
                ConfProblem.CONF_FIGHTS_FIELD,
                "no such key: a typed setting has its meaning",
                "Use " + setting + " instead.");
    }

    /** A key that Bellows sets so that it finds, names and connects the pods. */
    static ConfRule ofBellows(String key, String why) {
        return new ConfRule(key, ConfProblem.CONF_OWNED, "no such key: Bellows sets it", "Remove it: " + why);
    }

    /** A key by which a job would reach beyond itself. */
    static ConfRule platform(String key, String why) {
        return new ConfRule(
                key, ConfProblem.CONF_PLATFORM, "no such key: it is not a job's to decide", "Remove it: " + why);
    }

    /** A key that only spark-submit acts on while it makes the driver pod. */
    static ConfRule driverPod(String key, String instead) {
        return new ConfRule(
                key,
                ConfProblem.CONF_DRIVER_POD,
                "no such key: Bellows makes the driver pod, the key would have no effect",
                instead);
    }

    boolean matches(String candidate) {
        return key.endsWith(".") ? candidate.startsWith(key) : candidate.equals(key);
    }
}

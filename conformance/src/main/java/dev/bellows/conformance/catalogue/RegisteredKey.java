package dev.bellows.conformance.catalogue;

/**
 * What one Spark line says about a key.
 *
 * @param form what values it takes
 * @param least the least number that it takes, or empty
 * @param since the version that brought it, or empty
 * @param defaultValue its default as a user would write it, or empty
 * @param internal whether Spark leaves it out of its documentation
 * @param instead the key that took its place, or empty
 * @param ended {@code deprecated:} or {@code removed:} with a version, or empty
 */
record RegisteredKey(
        String form, String least, String since, String defaultValue, boolean internal, String instead, String ended) {
    /** The form of a key that is read without being registered. */
    static final String UNKNOWN = "unknown";

    static RegisteredKey unregistered() {
        return new RegisteredKey(UNKNOWN, "", "", "", false, "", "");
    }

    RegisteredKey ended(String how) {
        return new RegisteredKey(form, least, since, defaultValue, internal, instead, how);
    }
}

package dev.bellows.testkit.internal.store;

/**
 * One reason why an object is refused, as a Kubernetes Status lists it.
 *
 * @param field path of the field
 * @param reason machine-readable reason, such as {@code FieldValueInvalid}
 * @param message what is wrong with the value
 */
public record Cause(String field, String reason, String message) {

    static Cause required(String field, String why) {
        return new Cause(field, "FieldValueRequired", "Required value" + (why.isEmpty() ? "" : ": " + why));
    }

    static Cause invalid(String field, String shownValue, String why) {
        return new Cause(field, "FieldValueInvalid", "Invalid value: " + shownValue + ": " + why);
    }

    static Cause tooLong(String field, int mostBytes) {
        return new Cause(field, "FieldValueTooLong", "Too long: may not be more than " + mostBytes + " bytes");
    }

    static Cause forbidden(String field, String why) {
        return new Cause(field, "FieldValueForbidden", "Forbidden: " + why);
    }

    String inMessage() {
        return field + ": " + message;
    }
}

package dev.bellows.testkit.fault;

/**
 * One thing that passes between a process of the SDK and the API server: a call, or an event of a watch.
 *
 * @param number counted from 1 over all processes of a cluster
 * @param process the process, such as {@code sdk-1}
 * @param verb the verb of the call: {@code create}, {@code get}, {@code list}, {@code watch}, {@code patch}, {@code delete},
 *     {@code deleteAll} or {@code logs}; {@code event} for an event of a watch
 * @param plural the kind of object, such as {@code pods}
 * @param namespace the namespace
 * @param name the object's name; of a list or a watch, the selector
 */
public record Step(int number, String process, String verb, String plural, String namespace, String name) {
    /** Whether it is a call that changes something. */
    public boolean isWrite() {
        return switch (verb) {
            case "create", "patch", "delete", "deleteAll" -> true;
            default -> false;
        };
    }

    /** Whether it is a call that only reads, and is answered once. */
    public boolean isRead() {
        return verb.equals("get") || verb.equals("list");
    }

    /** Whether it is an event of a watch. */
    public boolean isEvent() {
        return verb.equals("event");
    }

    /** Whether it opens a stream. */
    public boolean isStream() {
        return verb.equals("watch") || verb.equals("logs");
    }

    /** As it stands in traces, such as {@code #12 create pods/daily-1-driver}. */
    @Override
    public String toString() {
        return "#" + number + " " + verb + " " + plural + "/" + name;
    }
}

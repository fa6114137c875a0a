package dev.bellows.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the SDK may ask. One request at a time: each sees what the one before it has done. */
final class Requests {
    /** Grows when an older SDK would misread an answer, or a newer one a request. */
    static final int PROTOCOL = 1;

    private final Application application;
    private final NeededShuffles shuffles;
    private final String version;

    Requests(Application application, NeededShuffles shuffles, String version) {
        this.application = application;
        this.shuffles = shuffles;
        this.version = version;
    }

    /** The answer to a request that came with the right key. */
    synchronized String answer(boolean post, String path, Map<String, String> query) {
        if (!String.valueOf(PROTOCOL).equals(query.get("protocol"))) {
            return answer("UNKNOWN_VERSION", "this driver speaks protocol " + PROTOCOL)
                    .toString();
        }
        try {
            if (!application.isRunning()) {
                return answer("NOT_RUNNING", "the application is starting or ending")
                        .toString();
            }
            if (!post && path.equals("/bellows/state")) {
                return state();
            }
            if (post && path.equals("/bellows/target")) {
                return target(Integer.parseInt(query.getOrDefault("total", "")));
            }
            if (post && path.equals("/bellows/decommission")) {
                return decommission(executors(query));
            }
            if (post && path.equals("/bellows/release")) {
                return release(
                        executors(query),
                        Integer.parseInt(query.getOrDefault("keep", "")),
                        Boolean.parseBoolean(query.get("handedOn")));
            }
            return refused("there is no such request");
        } catch (NumberFormatException e) {
            return refused("a number was expected: " + e.getMessage());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return answer("FAILED", e.toString()).toString();
        }
    }

    private static List<String> executors(Map<String, String> query) {
        return Arrays.asList(query.getOrDefault("executors", "").split(",", -1));
    }

    private String state() throws ReflectiveOperationException {
        List<String> active = application.active();
        Map<String, Integer> needed = application.outputs(shuffles.ids());
        Map<String, Integer> held = application.outputs(null);
        HashSet<String> kept = new HashSet<>(application.keptForShuffle());
        TreeSet<String> all = new TreeSet<>(active);
        all.addAll(held.keySet());
        all.addAll(kept);
        JsonText executors = new JsonText();
        all.forEach(id -> executors.put(
                id,
                new JsonText()
                        .put("active", active.contains(id))
                        .put("needed", needed.getOrDefault(id, 0))
                        .put("held", held.getOrDefault(id, 0))
                        .put("kept", kept.contains(id))));
        return answer("OK", "")
                .put("application", application.id())
                .put("dynamic", application.isDynamic())
                .put("decommissions", application.decommissions())
                .put("target", application.target())
                .put("executors", executors)
                .toString();
    }

    private String target(int total) {
        if (total < 0) {
            return refused("total: " + total + " (expected: >= 0)");
        }
        if (application.isDynamic()) {
            return ownedByDynamicAllocation();
        }
        return application.want(total) ? done(new ArrayList<>()) : refused("the cluster manager refused it");
    }

    private String decommission(List<String> wanted) throws ReflectiveOperationException {
        if (!application.decommissions()) {
            return refused("spark.decommission.enabled is off: executors would not hear of it");
        }
        List<String> active = application.active();
        List<String> going = new ArrayList<>(active);
        going.retainAll(wanted);
        if (!going.isEmpty() && going.size() == active.size()) {
            return refused("none would stay to take over what they hold");
        }
        return done(going.isEmpty() ? going : application.decommission(going));
    }

    /**
     * Gives executors back: the target is lowered first, so that none is replaced.
     *
     * @param handedOn whether shuffle data stays when an executor goes; otherwise one stays that running work needs by now
     */
    private String release(List<String> wanted, int keep, boolean handedOn) throws ReflectiveOperationException {
        if (application.isDynamic()) {
            return ownedByDynamicAllocation();
        }
        List<String> active = application.active();
        List<String> going = new ArrayList<>(active);
        Map<String, Integer> needed = handedOn ? Collections.emptyMap() : application.outputs(shuffles.ids());
        going.removeIf(id -> !wanted.contains(id) || application.isBusy(id) || needed.containsKey(id));
        int most = Math.max(0, active.size() - Math.max(1, keep));
        going = going.subList(0, Math.min(going.size(), most));
        if (going.isEmpty()) {
            return done(going);
        }
        int target = application.target();
        int all = Math.max(target, active.size());
        application.want(Math.min(target, all - going.size()));
        List<String> gone = new ArrayList<>();
        try {
            gone.addAll(application.decommissions() ? application.decommission(going) : application.kill(going));
        } finally {
            if (gone.size() < going.size()) {
                application.want(Math.min(target, all - gone.size()));
            }
        }
        return done(gone);
    }

    private String done(List<String> executors) {
        return answer("OK", "")
                .put("going", executors)
                .put("target", application.target())
                .toString();
    }

    private String ownedByDynamicAllocation() {
        return answer("DYNAMIC", "dynamic allocation changes the number of executors as work comes and goes")
                .toString();
    }

    private String refused(String why) {
        return answer("REFUSED", why).toString();
    }

    private JsonText answer(String outcome, String why) {
        return new JsonText()
                .put("protocol", PROTOCOL)
                .put("version", version)
                .put("outcome", outcome)
                .put("why", why);
    }
}

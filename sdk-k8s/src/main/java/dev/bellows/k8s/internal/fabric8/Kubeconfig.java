package dev.bellows.k8s.internal.fabric8;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig. What cannot be used in it is refused by name: a reader's own message would quote the line, and with it a token.
 *
 * @param place where it stands, as users know it
 * @param model what it says
 */
record Kubeconfig(String place, Config model) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

    /** Reads a text. */
    static Kubeconfig of(String place, String text) {
        Config model;
        try {
            model = Serialization.unmarshal(text, Config.class);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    place + ": it cannot be read" + line(e) + " (expected: YAML of a kubeconfig)");
        }
        if (model == null) {
            throw new IllegalArgumentException(place + ": it is empty (expected: YAML of a kubeconfig)");
        }
        return new Kubeconfig(place, model);
    }

    /** Checks that the current context leads to a cluster and to a user. */
    Kubeconfig checked() {
        String name = model.getCurrentContext();
        Context context =
                context().orElseThrow(() -> refused("current-context", name, "the name of one of the contexts"));
        String field = "contexts[" + name + "].context.";
        Cluster cluster = cluster()
                .orElseThrow(() -> refused(field + "cluster", context.getCluster(), "the name of one of the clusters"));
        Address.check(place + ": clusters[" + context.getCluster() + "].cluster.server", cluster.getServer());
        if (isSet(context.getUser()) && user(context.getUser()).isEmpty()) {
            throw refused(field + "user", context.getUser(), "the name of one of the users");
        }
        if (isSet(context.getNamespace())
                && !NAMESPACE.matcher(context.getNamespace()).matches()) {
            throw refused(field + "namespace", context.getNamespace(), "lower-case letters, digits and '-'");
        }
        return this;
    }

    /** The current context. */
    Optional<Context> context() {
        return list(model.getContexts())
                .filter(each -> each.getContext() != null && same(each.getName(), model.getCurrentContext()))
                .map(NamedContext::getContext)
                .findFirst();
    }

    /** The cluster of the current context. */
    Optional<Cluster> cluster() {
        return context()
                .flatMap(context -> list(model.getClusters())
                        .filter(each -> each.getCluster() != null && same(each.getName(), context.getCluster()))
                        .map(NamedCluster::getCluster)
                        .findFirst());
    }

    /** A user. */
    Optional<AuthInfo> user(@Nullable String name) {
        return list(model.getUsers())
                .filter(each -> each.getUser() != null && same(each.getName(), name))
                .map(NamedAuthInfo::getUser)
                .findFirst();
    }

    /** What it says, without what may be printed of it by accident. */
    @Override
    public String toString() {
        return place;
    }

    private IllegalArgumentException refused(String field, @Nullable String found, String expected) {
        return new IllegalArgumentException(
                place + ": " + field + ": " + (isSet(found) ? found : "not set") + " (expected: " + expected + ")");
    }

    private static <T> Stream<T> list(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    private static boolean same(@Nullable String name, @Nullable String wanted) {
        return name != null && name.equals(wanted);
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    /** Where reading failed, as far as the reader says it in numbers. */
    private static String line(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            Matcher line = LINE.matcher(String.valueOf(cause.getMessage()));
            if (line.find()) {
                return " at line " + line.group(1);
            }
        }
        return "";
    }
}

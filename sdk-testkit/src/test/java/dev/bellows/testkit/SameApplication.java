package dev.bellows.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A port that writes one application id, whichever it is told. */
final class SameApplication extends ForwardingPort {
    private static final Pattern ID = Pattern.compile("spark-[0-9a-f]{32}");

    private @Nullable String first;

    SameApplication(ClusterPort port) {
        super(port);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        try {
            return super.patch(kind, namespace, name, new ObjectMapper().readTree(same(patch.toString())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be read again", e);
        }
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return super.get(kind, namespace, name).whenComplete((found, error) -> {
            if (error == null && kind.equals(ObjectKind.CONFIG_MAPS)) {
                same(found.toString());
            }
        });
    }

    private String same(String text) {
        Matcher id = ID.matcher(text);
        if (first == null && id.find()) {
            first = id.group();
        }
        return first == null ? text : ID.matcher(text).replaceAll(first);
    }
}

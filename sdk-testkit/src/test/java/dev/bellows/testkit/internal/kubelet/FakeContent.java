package dev.bellows.testkit.internal.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** ConfigMaps and Secrets that a test wrote down. */
final class FakeContent implements NamespaceContent {
    private final Map<String, Map<String, byte[]>> configMaps = new HashMap<>();
    private final Map<String, Map<String, byte[]>> secrets = new HashMap<>();

    FakeContent configMap(String name, String key, String value) {
        configMaps.computeIfAbsent(name, any -> new HashMap<>()).put(key, value.getBytes(UTF_8));
        return this;
    }

    FakeContent secret(String name, String key, String value) {
        secrets.computeIfAbsent(name, any -> new HashMap<>()).put(key, value.getBytes(UTF_8));
        return this;
    }

    @Override
    public Optional<Map<String, byte[]>> configMap(String name) {
        return Optional.ofNullable(configMaps.get(name));
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }
}

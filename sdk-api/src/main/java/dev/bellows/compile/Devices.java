package dev.bellows.compile;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The devices that a conf asks for, by the name under which a node offers them. */
final class Devices {
    private static final String AMOUNT = ".amount";

    private Devices() {}

    static SortedMap<String, Integer> of(String role, Map<String, String> conf) {
        String prefix = "spark." + role + ".resource.";
        SortedMap<String, Integer> devices = new TreeMap<>();
        // Most confs are sorted, and hold one or two of these keys among a hundred.
        Map<String, String> near = conf instanceof SortedMap<String, String> sorted ? sorted.tailMap(prefix) : conf;
        for (Map.Entry<String, String> entry : near.entrySet()) {
            String key = entry.getKey();
            String value = entry.getValue();
            if (near != conf && !key.startsWith(prefix)) {
                break;
            }
            if (key.startsWith(prefix) && key.endsWith(AMOUNT) && Integer.parseInt(value) > 0) {
                String name = key.substring(prefix.length(), key.length() - AMOUNT.length());
                devices.put(conf.getOrDefault(prefix + name + ".vendor", "") + "/" + name, Integer.parseInt(value));
            }
        }
        return Collections.unmodifiableSortedMap(devices);
    }
}

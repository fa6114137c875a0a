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
        conf.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.endsWith(AMOUNT) && Integer.parseInt(value) > 0) {
                String name = key.substring(prefix.length(), key.length() - AMOUNT.length());
                devices.put(conf.getOrDefault(prefix + name + ".vendor", "") + "/" + name, Integer.parseInt(value));
            }
        });
        return Collections.unmodifiableSortedMap(devices);
    }
}

package dev.cordboard.store;

/// One row of the directory table.
public record DirectoryRow(String key, byte[] bytes) {}

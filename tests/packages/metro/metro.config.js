const { getDefaultConfig, mergeConfig } = require("@react-native/metro-config");

// React Native itself isn't installed: nothing of it runs before the entry.
module.exports = mergeConfig(getDefaultConfig(__dirname), { serializer: { getModulesRunBeforeMainModule: () => [] } });

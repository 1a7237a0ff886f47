#include "site/assets.h"

#include <map>

#include "core/disk.h"

namespace gongshi {

std::vector<Asset> read_assets(std::span<const ThemeLayer> layers) {
    std::map<std::string, std::filesystem::path> files;
    for (const ThemeLayer& layer : layers) {
        for (const disk::Entry& entry : disk::list_files(layer.folder / "assets"))
            files.emplace(entry.path, layer.folder / "assets" / entry.path);
    }
    std::vector<Asset> assets;
    for (const auto& [name, file] : files) {
        Asset asset;
        asset.name = name;
        asset.bytes = disk::read_file(file).value_or("");
        asset.digest = sha256(asset.bytes);
        asset.integrity = "sha256-" + base64(asset.digest.view());
        const std::size_t dot = name.rfind('.');
        asset.path = "assets/" + name.substr(0, dot) + "." + asset.digest.hex().substr(0, 8) +
                     (dot == std::string::npos ? "" : name.substr(dot));
        assets.push_back(std::move(asset));
    }
    return assets;
}

}  // namespace gongshi

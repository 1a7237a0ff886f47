#include "search/block_store.h"

#include "core/disk.h"

namespace gongshi {

BlockStore::BlockStore(std::filesystem::path folder, bool believed) : folder_(std::move(folder)) {
    disk::make_folders(folder_);
    if (believed) return;
    for (const disk::Entry& entry : disk::list_files(folder_)) disk::remove(folder_ / entry.path);
}

std::string BlockStore::name_of(const Digest& ingredients) { return ingredients.hex().substr(0, 32); }

std::optional<PackedBlock> BlockStore::find(const Digest& ingredients) const {
    const std::filesystem::path file = folder_ / name_of(ingredients);
    std::optional<std::string> bytes = disk::read_file(file);
    std::optional<PackedBlock> block = bytes ? PackedBlock::of_bytes(std::move(*bytes)) : std::nullopt;
    if (block) block->leave_to(file);
    return block;
}

PackedBlock BlockStore::keep(const Digest& ingredients, std::string packed) const {
    const std::filesystem::path file = folder_ / name_of(ingredients);
    disk::write_file(file, packed, disk::Sync::no);
    PackedBlock block = PackedBlock::of_bytes(std::move(packed)).value();
    block.leave_to(file);
    return block;
}

void BlockStore::remove_unwanted() const {
    for (const disk::Entry& entry : disk::list_files(folder_)) {
        if (!wanted_.contains(entry.path)) disk::remove(folder_ / entry.path);
    }
}

}  // namespace gongshi

#include "transfer/credentials.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "core/disk.h"
#include "core/text.h"
#include "transfer/codes.h"

namespace gongshi {
namespace {

std::string take_variable(const char* name) {
    char* value = std::getenv(name);
    if (value == nullptr) return {};
    std::string taken = value;
    std::memset(value, 0, std::strlen(value));
    ::unsetenv(name);
    return taken;
}

/// Taken once, for all targets and sources of the run.
const Credentials& of_environment() {
    static const Credentials taken{take_variable("GONGSHI_S3_ACCESS_KEY"), take_variable("GONGSHI_S3_SECRET_KEY"),
                                   take_variable("GONGSHI_S3_SESSION_TOKEN")};
    return taken;
}

Diagnostic finding(const Code& code, const std::filesystem::path& file, std::string text = {}) {
    Place place;
    place.file = file.string();
    return {code, std::move(place), std::move(text)};
}

}  // namespace

Result<std::map<std::string, std::string>> read_secret_file(const std::filesystem::path& file) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0) return Failure(finding(codes::secret_missing, file));
    if ((facts.st_mode & 077) != 0 || facts.st_uid != ::geteuid()) return Failure(finding(codes::secret_open, file));
    std::map<std::string, std::string> values;
    const std::string text = disk::read_file(file).value_or("");
    for (std::string_view line : split(text, '\n')) {
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || line.starts_with('#')) continue;
        values[std::string(trim(line.substr(0, equals)))] = std::string(trim(line.substr(equals + 1)));
    }
    return values;
}

Result<Credentials> read_credentials(const std::filesystem::path& file, const std::string& name) {
    const Credentials& given = of_environment();
    Credentials credentials;
    if (file.empty()) {
        credentials = given;
    } else {
        Result<std::map<std::string, std::string>> values = read_secret_file(file);
        if (!values) return Failure(values.error());
        credentials = {(*values)["access_key"], (*values)["secret_key"], (*values)["session_token"]};
    }
    if (credentials.access_key.empty() || credentials.secret_key.empty())
        return Failure(finding(codes::secret_missing, file, name));
    return credentials;
}

void refuse_secrets(TomlTable& table) {
    for (const char* key : {"secret_key", "secret", "password", "access_key", "session_token", "token"}) {
        if (!table.has(key)) continue;
        static_cast<void>(table.optional_text(key));
        table.refuse(key, codes::secret_in_configuration, key);
    }
}

void close_process() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace gongshi

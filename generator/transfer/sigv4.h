#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "transfer/http_client.h"

namespace gongshi {

/// What signs requests to an object store. Never printed, never kept on disk by us.
struct Credentials {
    std::string access_key, secret_key, session_token;
};

/// A request as AWS Signature Version 4 sees it. libcurl 7.88's own signer is wrong for special characters and value-less
/// queries, so we sign by hand (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
struct SigningRequest {
    std::string method;
    std::string path;                                        ///< not encoded; begins with `/`
    std::vector<std::pair<std::string, std::string>> query;  ///< not encoded
    HttpHeaders headers;                                     ///< names in lower case, host among them
    std::string payload_hash;                                ///< hex SHA-256 of the body
};

/// The path with every byte but A–Z a–z 0–9 - . _ ~ and / encoded; the query sorted and encoded: what is sent is what is
/// signed.
std::string canonical_path(std::string_view path);
std::string canonical_query(std::vector<std::pair<std::string, std::string>> query);

/// The value of Authorization. `time` is like 20130524T000000Z; the headers must hold x-amz-date with it.
std::string authorization(const SigningRequest& request, const Credentials& credentials, std::string_view region,
                          std::string_view time, std::string_view service = "s3");

}  // namespace gongshi

// The four examples of the AWS manual: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
#include "transfer/sigv4.h"

#include <doctest/doctest.h>

#include "core/digest.h"

using namespace gongshi;

namespace {

const Credentials example{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
const std::string empty_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* time_of_manual = "20130524T000000Z";

std::string signature_of(SigningRequest request) {
    request.headers.emplace_back("host", "examplebucket.s3.amazonaws.com");
    request.headers.emplace_back("x-amz-content-sha256", request.payload_hash);
    request.headers.emplace_back("x-amz-date", time_of_manual);
    const std::string text = authorization(request, example, "us-east-1", time_of_manual);
    return text.substr(text.rfind('=') + 1);
}

}  // namespace

TEST_CASE("get an object, in part") {
    CHECK(signature_of({"GET", "/test.txt", {}, {{"range", "bytes=0-9"}}, empty_hash}) ==
          "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

TEST_CASE("put an object with a dollar sign in its key") {
    const HttpHeaders headers = {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                                 {"x-amz-storage-class", "REDUCED_REDUNDANCY"}};
    CHECK(signature_of({"PUT", "/test$file.text", {}, headers, sha256("Welcome to Amazon S3.").hex()}) ==
          "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

TEST_CASE("a query without a value") {
    CHECK(signature_of({"GET", "/", {{"lifecycle", ""}}, {}, empty_hash}) ==
          "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
}

TEST_CASE("list objects, the query out of order") {
    CHECK(signature_of({"GET", "/", {{"prefix", "J"}, {"max-keys", "2"}}, {}, empty_hash}) ==
          "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST_CASE("what is sent is what is signed") {
    CHECK(canonical_path("/zfgs/云 (1)+%&.html") == "/zfgs/%E4%BA%91%20%281%29%2B%25%26.html");
    CHECK(canonical_path("") == "/");
    CHECK(canonical_query({{"b", "/ ="}, {"a", "~*"}}) == "a=~%2A&b=%2F%20%3D");
}

// OpenCV.
#pragma once
#include <goray/goray.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cv {
class Mat {
 public:
  Mat();
  Mat(int rows, int columns, int type);
  int rows, cols;
  unsigned char* data;
};
template <typename T>
class Point_ {
 public:
  Point_(T x, T y);
  T x, y;
};
using Point = Point_<int>;
using Point2f = Point_<float>;
template <typename T>
class Size_ {
 public:
  Size_(T width, T height);
  T width, height;
};
using Size = Size_<int>;
template <typename T>
class Rect_ {
 public:
  Rect_(T x, T y, T width, T height);
  T x, y, width, height;
};
using Rect = Rect_<int>;
template <typename T>
class Scalar_ {
 public:
  Scalar_(T a, T b, T c, T d);
  T val[4];
};
using Scalar = Scalar_<double>;
template <typename T, int rows, int columns>
class Matx {
 public:
  Matx();
  T val[rows * columns];
};
class KeyPoint {
 public:
  KeyPoint();
  Point2f pt;
  float size, angle, response;
};
class RotatedRect {
 public:
  RotatedRect();
  Point2f center;
  Size_<float> size;
  float angle;
};
class Feature2D {
 public:
  virtual ~Feature2D();
};
template <typename T>
struct Ptr : std::shared_ptr<T> {};
}  // namespace cv

#ifndef AS_IT_IS
using Image = goray::NdArray<const std::uint8_t, 3>;

template <>
struct goray::Codec<cv::Mat> : goray::CodecAs<cv::Mat, Image> {
  static cv::Mat From(const Image& pixels);
  static Image To(const cv::Mat& image);
};
template <typename T>
struct goray::Codec<cv::Point_<T>> : goray::CodecAs<cv::Point_<T>, std::array<T, 2>> {
  static cv::Point_<T> From(const std::array<T, 2>& xy);
  static std::array<T, 2> To(const cv::Point_<T>& point);
};
template <typename T>
struct goray::Codec<cv::Size_<T>> : goray::CodecAs<cv::Size_<T>, std::array<T, 2>> {
  static cv::Size_<T> From(const std::array<T, 2>& size);
  static std::array<T, 2> To(const cv::Size_<T>& size);
};
template <typename T>
struct goray::Codec<cv::Rect_<T>> : goray::CodecAs<cv::Rect_<T>, std::array<T, 4>> {
  static cv::Rect_<T> From(const std::array<T, 4>& xywh);
  static std::array<T, 4> To(const cv::Rect_<T>& rect);
};
template <typename T>
struct goray::Codec<cv::Scalar_<T>> : goray::CodecAs<cv::Scalar_<T>, std::array<T, 4>> {
  static cv::Scalar_<T> From(const std::array<T, 4>& values);
  static std::array<T, 4> To(const cv::Scalar_<T>& scalar);
};
template <typename T, int rows, int columns>
struct goray::Codec<cv::Matx<T, rows, columns>>
    : goray::CodecAs<cv::Matx<T, rows, columns>, std::array<std::array<T, columns>, rows>> {
  using Rows = std::array<std::array<T, columns>, rows>;
  static cv::Matx<T, rows, columns> From(const Rows& values);
  static Rows To(const cv::Matx<T, rows, columns>& matrix);
};
template <typename T>
struct goray::Codec<cv::Ptr<T>> : goray::CodecAs<cv::Ptr<T>, std::shared_ptr<T>> {
  static cv::Ptr<T> From(std::shared_ptr<T> pointer);
  static std::shared_ptr<T> To(const cv::Ptr<T>& pointer);
};
template <>
struct goray::Fields<cv::KeyPoint> {
  using K = cv::KeyPoint;
  static constexpr auto fields = std::tuple{
      goray::Field("pt", &K::pt), goray::Field("size", &K::size), goray::Field("angle", &K::angle)};
};
template <>
struct goray::Fields<cv::RotatedRect> {
  using R = cv::RotatedRect;
  static constexpr auto fields =
      std::tuple{goray::Field("center", &R::center), goray::Field("size", &R::size),
                 goray::Field("angle", &R::angle)};
};
#endif

struct GORAY_TASKS Tasks {
  cv::Mat Blur(const cv::Mat& image, int size) const;
  cv::Mat Resize(const cv::Mat& image, cv::Size size) const;
  std::vector<cv::Rect> Faces(const cv::Mat& image) const;
  std::vector<cv::KeyPoint> Features(const cv::Mat& image) const;
  std::pair<std::vector<cv::KeyPoint>, cv::Mat> Describe(const cv::Mat& image) const;
  cv::Mat Decode(std::span<const std::uint8_t> file) const;
  std::vector<std::uint8_t> Encode(const cv::Mat& image, const std::string& extension) const;
  cv::Mat Warp(const cv::Mat& image, const cv::Matx<double, 3, 3>& by) const;
  std::vector<std::vector<cv::Point>> Contours(const cv::Mat& image) const;
  cv::RotatedRect MinAreaRect(const std::vector<cv::Point2f>& points) const;
  cv::Scalar Mean(const cv::Mat& image, const std::optional<cv::Rect>& part) const;
  // return the image, or take a `goray::NdArray<std::uint8_t, 3>`, which C++ writes into
  void Draw(cv::Mat& image, const cv::Rect& rect, const cv::Scalar& color) const;
  goray::Generator<cv::Mat> Frames(std::filesystem::path video) const;
  cv::Ptr<cv::Feature2D> MakeDetector(int features) const;
  std::vector<cv::KeyPoint> Detect(const cv::Ptr<cv::Feature2D>& detector,
                                   const cv::Mat& image) const;
  // `const std::optional<cv::Mat>& mask`
  double Similarity(const cv::Mat& a, const cv::Mat& b, const cv::Mat* mask) const;
};

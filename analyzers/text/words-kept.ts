const phrases = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(",")
      .map((phrase) => phrase.trim().replace(/\s+/g, " "))
      .filter((phrase) => phrase !== ""),
  );

/** Pairs and groups that are one word though their parts look like the above. */
export const KEPT = phrases(`
không thể, không khí, không gian, không những, không chỉ, không quân, không trung, không lẽ, không phận, chẳng lẽ, chẳng hạn, chẳng qua,
chưa chắc, phải chăng, cần thiết, cần cù, cần mẫn, bị can, bị cáo, bị động, bị hại, đang tâm, vừa ý, vừa vặn, mới mẻ, mới lạ, còn lại,
chỉ huy, chỉ đạo, chỉ thị, chỉ tiêu, chỉ số, chỉ định, chỉ dẫn, chỉ trích, chỉ bảo, quá khứ, quá trình, quá đáng, quá độ, khá giả,
cho nên, cho dù, cho phép, cho hay, của cải, tại chỗ, tại sao, từ chối, từ thiện, từ chức, từ bỏ, từ điển, từ ngữ, từ tốn, từ từ, từ khóa, từ biệt,
tới nơi, với lại, cùng nhau, trong sạch, trong sáng, trong lành, trong suốt, trong trẻo, trong khi, trong vắt, trong xanh, ngoài ra,
ngoại trừ, trên hết, trước hết, trước mắt, trước tiên, trước kia, trước đây, trước đó, sau này, sau cùng, sau đó, sau đây, sau hết, giữa chừng,
theo dõi, theo đuổi, như thế, như vậy, như là, hơn nữa, hơn hết, để dành, để ý, khi nào, khi không, khi dễ, lúc nào, các loại, các vị, nhiều khi, ít nhất, ít ra, ít nhiều,
một số, một chút, một vài, một mực, một ít, một mình, một cách, một khi, một đôi, một loạt, một thể, một lòng, mỗi một, mọi khi, hai bên,
nửa đêm, nửa chừng, nửa ngày, lần lượt, mấy khi, cái gì, cái nết,
con người, con gái, con trai, con cái, con cháu, con số, con tin, con nít, con trẻ, con em, con dấu, con nuôi, con dâu, con rể, con cưng, con đẻ, con ngươi, con buôn, con nợ, con mồi,
cây cối, cây cảnh, cây bút, cây số, cây xanh, bức xúc, bức bách, bức xạ, bức ép, bức bối, quyển vở, tờ trình, tờ khai, tờ rơi, bài bản, bài học, bài vở, bài tập, bài toán, bài bạc, bài trừ, bài hát, bài báo, bài viết, bài thơ, bài ca, bài vị, bài tiết, bài trí,
việc làm, sự kiện, sự việc, sự thật, sự thực, sự nghiệp, sự cố, sự vật, sự tình, sự thể, sự vụ, cuộc sống, cuộc đời, cuộc chiến, cuộc họp, điều kiện, điều tra, điều trị, điều chỉnh, điều hành, điều khiển, điều lệ, điều động, điều hòa, điều ước, điều dưỡng, điều phối, điều tiết, điều độ, điều khoản, điều chế, điều tiếng, điều kinh,
người ta, người yêu, người mẫu, người lớn, người thân, người nhà, người đời, người ngợm, người máy, kẻ cả, kẻ gian, kẻ trộm, kẻ cướp, kẻ thù, kẻ cắp, vị trí, vị thế, vị tha, vị thành niên, vị giác, vị ngữ,
đám cưới, đám tang, đám đông, đám ma, đám hỏi, đám giỗ, nhóm họp, căn cứ, căn hộ, căn bản, căn nguyên, căn dặn, căn cước, căn bệnh, căn cơ, căn vặn, căn tin, tòa án, tòa soạn, tòa thánh, tòa sứ, tòa nhà, mảnh mai, mảnh khảnh,
dòng họ, dòng dõi, dòng chảy, dòng tộc, bữa nay, buổi sáng, buổi chiều, buổi tối, buổi trưa, cặp đôi, cặp kè, đôi khi, đôi co, đôi chút, đôi lúc, đôi mươi, vụ việc, vụ án, vụ mùa, vụ lợi, trận mạc, trận địa, trận đánh, cục diện, cục bộ, cục trưởng, cục mịch, cơn bão, hạt giống, hạt nhân, hạt cơm,
quả thật, quả nhiên, quả thực, quả là, quả cảm, quả quyết, quả đất, quả tang, trái cây, trái đất, trái phép, trái phiếu, trái lại, trái tim, trái ngược, trái khoáy, trái luật, lá cờ, lá chắn, lá phiếu, lá phổi, gói gọn, gói ghém, gói thầu,
tiếng nói, tiếng động, tiếng anh, tiếng pháp, tiếng hát, tiếng vang, tiếng tăm, tiếng ồn, tiếng lòng, tiếng mẹ đẻ, thứ tự, thứ trưởng, thứ nhất, thứ yếu, thứ bậc, thứ phẩm, thứ sử, vùng đất, vùng vẫy, vùng cao, vùng sâu, vùng xa, vùng biển, vùng miền, vùng trời, nguồn gốc, nguồn lực, nguồn cơn, nơi nơi, chỗ ở, chỗ ngồi, chỗ đứng,
hôm nay, hôm qua, hôm sau, hôm trước, hôm nào, hôm kia, ngày nay, ngày mai, ngày xưa, ngày đêm, ngày trước, ngày ngày, ngày lễ, ngày tháng, ngày giờ, ngày kia, tháng giêng, tháng chạp, năm tháng, năm học, năm mới,
ông bà, ông nội, ông ngoại, ông trời, ông lão, ông chủ, ông cụ, ông già, ông trùm, ông cha, ông tổ, bà con, bà nội, bà ngoại, bà mẹ, bà lão, bà cụ, bà già, bà xã, bà chủ, bà đỡ, anh em, anh chị, anh trai, anh hùng, anh rể, anh dũng, anh chàng, anh minh, anh ruột, anh họ, chị em, chị dâu, chị gái, chị hằng,
em trai, em gái, em bé, em họ, em út, em ruột, em rể, em dâu, cô giáo, cô đơn, cô dâu, cô độc, cô đọng, cô lập, cô bác, cô nhi, cô quạnh, cô chú, cô gái, cô bé, cô đặc, cô ta, cô nương, chú ý, chú trọng, chú rể, chú thích, chú bác, chú tâm, chú giải, bác sĩ, bác sỹ, bác bỏ, bác ái, bác học, cậu bé,
`);

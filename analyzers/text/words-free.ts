const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Syllables that live alone as words: grammar, address, counting, and everyday verbs, nouns and qualities. */
export const FREE_SYLLABLES = list(`
và hoặc hay nhưng mà thì là vì nên do bởi nếu dù tuy rằng để cho của ở tại từ đến tới về với cùng bằng trong ngoài trên dưới
trước sau giữa bên qua theo như so hơn nhất rất quá lắm khá hơi càng cũng vẫn còn đã đang sẽ sắp vừa mới từng chưa không chẳng
chớ đừng hãy phải cần nên được bị có chỉ đều cứ lại mãi luôn thường ngay rồi xong ra vào lên xuống đi đây đó kia này nọ ấy nào
gì ai sao đâu mấy bao các những mỗi mọi từng cả hết toàn nhiều ít vài một hai ba bốn năm sáu bảy tám chín mười mươi trăm nghìn
ngàn vạn triệu tỷ tỉ rưỡi nửa lần cái con chiếc cây tấm bức quyển cuốn tờ lá bài việc sự cuộc nỗi niềm điều người kẻ đứa thằng
vị đám bọn lũ đàn bầy nhóm đội tổ ban sở bộ cục viện trường lớp phòng nhà cửa đường phố xã phường quận huyện tỉnh thôn ấp làng
khu vùng nơi chỗ miền hướng phía đầu cuối mặt tay chân mắt tai mũi miệng tóc da máu xương tim gan bụng lưng vai cổ ngực ông bà
anh chị em cô chú bác dì cậu mợ cháu bé cụ thầy mẹ cha bố má vợ chồng tôi tao mày nó họ hắn gã ta mình bạn ngài chàng nàng ngày
đêm sáng trưa chiều tối hôm nay mai tuần tháng giờ phút giây mùa lúc khi hồi dịp thời xuân hè thu đông đất nước lửa gió mưa
nắng trời trăng sao mây sông suối biển hồ ao núi rừng đồi đảo đá cát bùn cỏ hoa quả trái hạt rễ cành gỗ tre lúa gạo cơm cháo
bún phở bánh rau thịt cá tôm cua trứng sữa đường muối mắm dầu bột rượu bia trà gà vịt heo lợn bò trâu ngựa chó mèo chuột chim
rắn ong kiến muỗi áo quần giày dép mũ nón vải chăn màn giường bàn ghế tủ đèn quạt bếp nồi chảo bát đĩa chén ly cốc thìa đũa dao
xe tàu thuyền ghe đò máy bay cầu chợ quán tiền vàng bạc giá thuế phí lương nợ lãi vốn hàng món thứ loại kiểu màu cỡ số tên tuổi
chữ sách báo thư tin phim nhạc tranh ảnh thơ truyện trò làm ăn uống ngủ nằm ngồi đứng chạy nhảy bơi leo trèo bước nói kể hỏi
đáp gọi la hét khóc cười nghe nhìn thấy xem đọc viết vẽ hát học dạy biết hiểu nhớ quên nghĩ tin yêu thương ghét giận sợ lo mong
muốn thích mua bán cho tặng biếu vay mượn trả thuê đổi lấy đưa nhận giữ cầm nắm mang vác đeo đội mặc cởi mở đóng treo đặt để
bỏ ném quăng đẩy kéo đánh đập đấm đá bắn giết chết sống sinh nuôi trồng cấy gặt hái cắt chặt đào lấp xây dựng sửa phá đốt nấu
rửa giặt quét lau chùi tìm kiếm gặp thăm đón tiễn chờ đợi giúp thuê ép buộc bắt thả tha phạt kiện xử xét kiểm đo đếm tính chia
cộng trừ góp nộp thu chi dùng thử thi đỗ trượt thắng thua hơn kém đủ thiếu thừa mất hết còn tăng giảm lên cao thấp dài
ngắn rộng hẹp to lớn nhỏ bé nặng nhẹ dày mỏng sâu nông xa gần nhanh chậm sớm muộn mới cũ trẻ già non đẹp xấu tốt dở giỏi kém
khỏe yếu ốm đau mệt đói no khát say tỉnh nóng lạnh ấm mát khô ướt sạch bẩn thơm hôi thối ngon ngọt chua cay đắng mặn nhạt đỏ
xanh vàng trắng đen tím hồng nâu xám sáng tối đúng sai thật giả dễ khó rẻ đắt giàu nghèo vui buồn hiền ác khôn ngu dại điên
lạ quen riêng chung thẳng cong tròn vuông méo đầy vơi rỗng chật kín hở chặt lỏng vội chậm yên ồn nạn vụ án tội lỗi phần đoạn
dòng hàng dãy đống bó gói hộp bao túi chai lọ thùng bình nhờ khiến gây thành đạt vượt hết nổi kịp dám định toan chịu nỡ tự nhau
hôm ngay chính thậm đúng cỡ khoảng chừng độ tầm suốt khắp dọc ven quanh kể trừ ngoại nhờ dẫu mặc song liền bèn bỗng đành à ạ ư
nhỉ nhé nha thế vậy đấy đó thôi chứ ừ vâng dạ ôi ơi kìa hả hử lợi hại ích bệnh thuốc dân lính quân giặc súng bom đạn luật đơn
giấy con cháu nghề hội đảng nước sân vườn ruộng đồng hố hầm cống mương kênh đê đập cột dây ống gạch ngói tường mái nền sàn cổng
điểm ngành kỳ kì khóa giọt niềm khách mức lễ kỷ câu tiếng giọng dãy thợ nghề hộ máy trạm điện mạng lối lời nét vẻ tượng loài
chốt khu cụm tuyến lô khung trục cổng vòng đợt mẫu cấp mục khoản chuyện tình nợ tết nàng chàng bậc ghi cứu đón nằm giao
`);

import { foldDiacritics } from "./fold.ts";

/**
 * How often a syllable stands in everyday Vietnamese, grouped by what is left of it without marks. Counted on the
 * sentences of `lab/replica/town` and of the topics' examples (our own), with the likeliest readings judged by hand
 * added where these say little.
 */
const COUNTED = `
ạ 99 à 13 á 3 a 2;ác 2 ắc 1;ách 2;ai 155 ái 1;ấm 11 ầm 6 âm 5 ẩm 3;an 89 ăn 73 án 33 ẩn 1 ấn 1 ân 1;
anh 70 ảnh 25 ánh 23;áo 16 ao 13 ào 5 ảo 2;áp 26 ấp 1;ạt 2;ấy 28 áy 1;ba 124 bà 111 bá 1;
bác 133 bạc 6 bắc 4 bậc 2;bạch 6;bài 22 bãi 20 bai 1;bấm 11 bám 5 bầm 2 bẫm 1;
ban 82 bàn 73 bán 70 bản 67 bạn 59 bận 4 băn 3 bẩn 2 bần 1 bắn 1;bằng 76 bảng 15 băng 3 bang 1;bánh 7;
bảo 116 báo 103 bao 70 bão 20 bào 3 bạo 1;bắp 3;bắt 39 bật 10 bất 9 bạt 6 bát 3;bảy 16 bay 16 bây 8 bày 7;
bé 20 bê 11 bể 9 bế 2 bẻ 2 be 1;bên 99 ben 6 bến 6 bền 4 bển 1;bệnh 29 bềnh 1 bênh 1;bèo 7;bếp 17;
bị 123 bi 2 bì 2 bí 2;bia 4 bìa 1;biển 34 biến 22 biên 16 biện 2;biết 118 biệt 6;biểu 14;bình 36 binh 10;bịt 5;
bộ 91 bố 54 bỏ 29 bổ 23 bờ 21 bò 12 bồ 3 bó 3 bọ 3 bô 1 bơ 1;bốc 8 bóc 4;bồi 14 bởi 8 bơi 6 bối 1;bơm 15 bom 2;
bốn 56 bọn 9 bón 8 bồn 3;bóng 39 bong 6 bông 3 bỗng 3 bổng 1;bóp 2 bộp 2;bớt 5 bột 3 bọt 2;bù 18 bu 3 bụ 2 bú 1;
bữa 16 bừa 3;bực 5 bức 1;bụi 15 bui 1;bún 6 bùn 2;bụng 5 bùng 2;bước 12 buộc 10;buổi 40 bưởi 1;buồn 17 buôn 3;
bưu 9;buýt 8;cả 140 ca 33 cá 24 cà 4;các 341 cạc 1;cách 30 cạch 2;cái 63 cài 8 cãi 5 cải 4;
cảm 51 cam 19 cấm 11 cầm 9 cắm 8;cần 56 cán 35 căn 31 cân 11 can 10 cẩn 8 cặn 3 cận 3 cắn 3 cản 2 cạn 1 cằn 1;
càng 9 căng 4 cáng 1 cảng 1;cảnh 35 cánh 18 cạnh 17 canh 9 cành 2;cao 84 cáo 29 cào 2;
cấp 80 cập 12 cáp 6 cắp 2 cặp 2;cắt 24 cát 12 cất 1;cầu 77 câu 20 cáu 5 cấu 2 cậu 1;
cây 65 cấy 15 cay 6 cày 3 cậy 1;chả 21 cha 7;chắc 23;chai 5 chải 4;
chậm 27 chấm 8 chăm 7 chạm 7 châm 2 chằm 1 cham 1;chân 24 chắn 13 chăn 9 chán 9 chặn 7 chấn 3 chẩn 1;
chằng 4 chẳng 4 chang 2;chào 3 cháo 1;chấp 14 chập 8 chắp 1;chất 33 chặt 7 chật 2 chát 1;cháu 59 chậu 4 châu 2;
chạy 50 cháy 39 chảy 15 chay 2;chế 37 che 13 chê 3 chè 1;chém 5;chen 3;chênh 5;chèo 15;chép 2;chết 18;
chỉ 122 chị 54 chi 41 chí 11;chia 21 chìa 2;chiếm 11;chiến 12 chiên 1;chiều 33 chiếu 15 chiêu 1;chìm 4 chim 3;
chín 13;chính 66 chỉnh 22 chinh 1;chip 3;chịu 26;cho 346 chỗ 68 chờ 55 chợ 39 chở 23 chó 13 chớ 4 chơ 1;choai 2;
chơi 22 chối 4 chổi 1;chọn 16 chờn 4 chôn 1;chồng 21 chống 9 chóng 1 chông 1;chợp 2;chốt 6;
chủ 63 chứ 31 chú 15 chữ 9 chừ 4 chu 3;chưa 127 chữa 28 chùa 18 chứa 7 chửa 1 chừa 1 chua 1;chuẩn 28;
chức 60 chục 34 chúc 10;chửi 4 chui 1;chung 35 chứng 21 chúng 9 chừng 8 chủng 3;chuỗi 2 chuối 1;
chương 10 chuồng 4 chuông 4 chuộng 1;chuột 2;chụp 16;chút 8;chuyển 57 chuyên 20 chuyện 18 chuyến 13 chuyền 8;
có 507 cơ 75 cô 36 cố 17 cổ 16 cỏ 9 co 4 cỡ 3 cộ 2 cờ 1 cớ 1 cọ 1 cò 1;cọc 12 cóc 1;coi 11 còi 8 cởi 1;
cơm 15 com 8;con 183 còn 126 cơn 4 cồn 2;công 259 cổng 40 cống 24 cộng 16 cõng 3 còng 1;cột 9 cốt 1;
cũ 133 cụ 71 cư 45 cứ 35 cử 13 củ 6 cú 3 cừ 1 cu 1;của 160 cửa 33 cua 4 cưa 1 cứa 1;cực 7 cục 2;cúm 2;
cũng 141 cùng 36 cung 15 cứng 8 củng 1;cuộc 22 cước 17 cuốc 2;cuối 32 cười 13 cưới 4;cuộn 7 cuốn 4;
cường 5 cưỡng 1 cương 1;cướp 4;cụt 2;cứu 20 cựu 6 cừu 2 cữu 1;đã 121 đá 33 dạ 8 da 5 đa 2 dã 1;đạc 11 đặc 5;
dài 47 đại 39 đai 13 đài 11 dại 2 đái 1 đãi 1 dai 1 dãi 1;đảm 19 dám 11 đám 5 dầm 3 dăm 2 đâm 2 đàm 2 dằm 1;
dân 252 dẫn 52 dán 6 dần 5 đàn 4 đạn 1 dặn 1 đan 1 dạn 1 dàn 1;
đang 73 đăng 32 đáng 10 đàng 4 dâng 2 đảng 2 dáng 2 đằng 2 dàng 1 đẳng 1 đắng 1 dạng 1;
danh 36 đánh 20 dành 5 đành 3;đạo 45 đào 11 đảo 6 dao 4 dạo 3 dào 1;đập 7 dập 5 đáp 4 đắp 3 đạp 2;
đất 114 đặt 31 đạt 13 dắt 5 đắt 2;đầu 101 đâu 62 đấu 22 dầu 9 dấu 6 đau 6 đậu 2 dẫu 1;
đây 53 đấy 52 đầy 21 dây 21 dãy 10 đẩy 9 dạy 9 dậy 6 dày 2 đáy 2 đậy 1;để 184 đề 59 đê 32 dễ 15 đẻ 3 dè 2 đế 1;
đêm 64 đếm 12 đem 4 dem 1;đến 99 đèn 22 đền 18 đen 15;đeo 2 đèo 2 dẻo 2;đẹp 40 dẹp 2;đều 27 đếu 1 đêu 1;
đi 268 di 26 dì 4 dị 1 dí 1;địa 70 dìa 1;dịch 34 đích 9 địch 8;điểm 95 diem 1;
điện 146 diện 46 diễn 17 điền 3 điên 2 điển 2;diệt 2;điều 40 điệu 2 diều 1;
định 77 đình 51 dinh 4 đỉnh 3 đính 3 đinh 2 dính 1;dịp 3 díp 1;dìu 2;
đó 51 do 50 độ 41 đồ 30 đo 29 đổ 28 đỡ 21 đỏ 14 đò 13 đỗ 8 dỡ 5 đô 4 dở 2 đơ 1 dỗ 1;
đoạn 59 đoàn 36 đoan 2 đoán 1 doan 1;doanh 31;đoạt 4;đọc 21 dọc 15 dốc 10 độc 5;
đội 51 đối 41 đổi 28 đời 19 đợi 14 đôi 9 dõi 8 đòi 8 dời 8 đồi 4 dội 3 đói 3 dồi 1 dòi 1;đom 2 đóm 2;
đơn 82 đón 19 dọn 12 dồn 4 đòn 2 dớn 1 đồn 1;
đồng 139 động 87 đóng 45 đông 22 dòng 12 đống 10 đọng 2 dông 2 đòng 1;đốt 17 đợt 15 dột 12 đột 11;
đủ 49 dự 40 dữ 19 du 12 dù 8 dư 3 đu 1;đưa 40 dưa 11 đứa 10 đua 5 dứa 3 đũa 1 dừa 1 dựa 1;
đục 11 đức 6 dục 3 đúc 1;đúm 2;đùn 2 đun 1;
dụng 55 đúng 45 dùng 34 đứng 23 dựng 22 dừng 20 đừng 19 dung 11 dưng 1;được 346 dược 2;dưới 24 đuôi 2 đuổi 1;
đường 213 dưỡng 7 dương 2 đương 1;dứt 8 đứt 3;duy 10;duyệt 3;e 16 ế 3;em 268 êm 4 ếm 1;ép 8;gà 24 ga 5;gác 2;
gạch 5;gái 12 gai 1;găm 2 gầm 1 gặm 1;gần 87 gắn 12 gân 2 gan 2;gang 2 gàng 1;gạo 9 gào 1;gặp 18 gấp 12;
gặt 5 gắt 3 gạt 1;gây 11 gãy 8 gậy 4 gầy 1;ghế 11 ghê 6 ghé 5 ghe 3;ghép 4;ghét 3;ghi 50;gì 59 gỉ 1 gi 1;
giá 105 gia 74 già 30 giả 12 giã 1;giấc 6 giác 6 giặc 1;giải 51 giai 7;giảm 57 giám 13 giấm 1;
gian 48 giận 3 giản 2 gián 2 giãn 1 giàn 1;giành 3;giao 61 giáo 22 giảo 1;giáp 2;giật 6 giặt 3;giàu 5;
giấy 66 giày 5 giây 1;giếng 2 giềng 1;gìn 2;giờ 186 gió 6 giơ 2 gio 2 giò 2;giới 17 giời 5 giỏi 5 giòi 1;
giống 14 giọng 4 gióng 2;giữ 40 giũ 1;giữa 22;giường 2;giúp 41;gỗ 12 gỡ 5 gõ 4 gờ 4 gò 3;gốc 15 góc 9;
gọi 74 gói 7 gối 2 gợi 1 goi 1;gom 22 gồm 9;gọn 3;góp 32 gộp 2 gop 1;gửi 62 gũi 1;gương 2;hà 20 hả 19 hạ 8 ha 1;
hắc 2;hai 184 hải 32 hại 8 hài 8 hái 3;hầm 7 hàm 1;hạn 42 hẳn 23 hàn 3 hận 2;
hàng 118 hằng 11 hang 9 hạng 8 hãng 5;hành 48 hạnh 1 hanh 1;hào 7 hảo 3;hát 18 hất 2 hạt 2;hậu 4 hầu 3 hấu 1;
hay 50 hãy 2;hệ 29 hè 12 hề 1 he 1;héc 9;hẻm 3;hẹn 20 hen 3 hên 1;hẹp 14;hết 96 hét 3;hi 3 hí 1;hiểm 24 hiếm 2;
hiện 38 hiền 6 hiên 6 hiến 5 hiển 2;hiệp 3;hiểu 23 hiệu 9 hiếu 1;hình 38;
hộ 110 hồ 69 họ 37 hỗ 36 hò 4 hô 4 ho 3 hố 2 hổ 1 hớ 1;hóa 54 hòa 27 hoa 14 hỏa 4 họa 1;hoặc 46;hoạch 23;
hoài 12;hoàn 25 hoan 5 hoán 2;hoang 6 hoàng 5;hoạt 15;học 147 hộc 2 hóc 2;hoe 2;
hỏi 86 hội 84 hồi 20 hôi 9 hơi 6 hoi 3 hối 2;hôm 89 hòm 1;hơn 104 hôn 6 hồn 2;
hỏng 21 hổng 6 hông 5 hồng 3 họng 3 hóng 2 hong 1;hợp 86 họp 24 hộp 2;hư 11 hử 1 hũ 1;hứa 7;huấn 13;hứng 4;
hướng 37 hưởng 15 hương 6 huống 2;hút 9 hụt 3;hưu 8 hữu 3;huy 14 hủy 3;huyện 37;huyết 14;huynh 27;hy 3;
im 2 ỉm 1;in 6;inh 3;ít 21;kể 22 kế 21 kê 12 kẻ 9 kề 3 kè 3 kẽ 2 kệ 1;kém 12 kèm 7 kẽm 1;kênh 13 kềnh 1;
kéo 36 keo 5 kèo 3 kẻo 2 kẹo 1;kết 79 kẹt 17;kêu 20;khá 4 khả 2;khác 32 khắc 9;khách 47;khai 53;khám 31 kham 1;
khăn 16 khán 8 khẩn 6 khản 1;khẳng 4 khang 2 kháng 1;khánh 2;khảo 4;khắp 2;khát 4;khẩu 15 khâu 2 khấu 2;
khay 6 khẩy 1;khen 13;khéo 4;khép 3;khét 4;khi 115 khí 8;khích 6;khiến 28 khiển 1;khiêng 3;khiếu 3;
khó 36 khổ 19 kho 12 khô 5;khóa 16 khoa 2;khoai 2;khoản 42 khoăn 3 khoán 3 khoan 1;khoảng 21 khoáng 2 khoắng 1;
khoanh 4;khóc 21;khỏe 23 khoe 3;khói 21 khởi 14 khỏi 12 khối 8 khơi 5 khôi 2;không 428 khống 2;khớp 4;
khu 90 khử 3;khuất 5;khúc 5;khủng 8 khung 6;khuôn 3;khuya 5;khuyến 16 khuyên 2;khuyết 7;ki 5;kia 13;
kích 6 kịch 1;kiểm 58 kiệm 9 kiếm 1 kiêm 1;kiến 52 kiện 18 kiên 9;kiểu 25 kiệu 7;kilo 3;kín 21;kinh 37 kính 14;
kịp 13;ký 59 kỳ 29 kỹ 22 kỷ 6 ky 1;là 238 lạ 10 la 4 lá 4 lả 1;lạc 11 lắc 3;lách 2;lại 194 lái 29 lãi 18 lai 3;
làm 242 lắm 50 lăm 5 lấm 2 lam 2 lâm 1;lần 101 lan 12 lấn 11 làn 6 lăn 6 lẫn 5 lân 1 lặn 1 lận 1;
làng 43 lắng 7 lang 5 lạng 1 lặng 1 lẵng 1 lăng 1 láng 1 lẳng 1 lãng 1;lãnh 31 lạnh 9 lành 8;lao 11;
lắp 31 lập 29 lấp 6 lặp 1;lát 3 lật 2;lâu 23 lậu 2 lau 2 lẩu 1 lầu 1;lấy 53 lầy 4 lây 2 lày 1 lay 1;
lễ 18 lệ 12 lẻ 6 lề 4 lê 3 lẽ 2 le 1;lệch 14;lem 2;lên 124 lén 2 len 1;leo 11 lèo 1;lẹt 3 lết 1;li 2 lì 1;
lịch 34;liên 50 liền 10;liệt 10;liệu 30 liều 2 liễu 1;lĩnh 6 linh 5 lính 3;
lộ 23 lo 23 lở 8 lô 7 lỗ 6 lọ 2 lò 2 lỡ 1 lơ 1 lổ 1;loa 27;loại 13;loạn 3;loạt 6;lốc 5 lọc 1 lóc 1;
lời 32 lối 28 lỗi 20 lợi 12 lội 6 lồi 1 lòi 1 lôi 1;lớn 46 lợn 10 lộn 1;lòng 31 lông 2 lồng 2 long 1;
lớp 35 lợp 5 lóp 1;lũ 12;lúa 35 lừa 7 lửa 6 lứa 4 lựa 1 lữa 1 lùa 1;luân 7 luận 4 luẩn 1;luật 17;
lúc 44 lực 35 lục 5;lùi 4;lún 4;lưng 4 lúng 1 lủng 1;lưới 7;luôn 47 luồn 3;
lượng 49 lương 24 luồng 8 lường 1 luống 1 lưỡng 1;lượt 15 lướt 1;lụt 4 lút 1;lưu 19;luyện 7;lý 55 ly 4;
mà 226 mã 16 mạ 5 ma 3 mả 3 má 3;mắc 15 mặc 10 mạc 1;mái 30 mãi 20 mai 12 mại 3 mài 1;mầm 9 mâm 2;
màn 10 man 4 mẩn 3 mạn 2 mặn 2 mãn 1;mạng 36 mang 33 mảng 4 màng 2 măng 1;mạnh 29 manh 3 mảnh 2;mạo 2 mào 1;
mất 80 mặt 58 mắt 36 mát 10 mật 6;mẫu 13 máu 5 màu 4 mau 2 mâu 1;máy 100 mấy 87 may 14 mây 1;
mẹ 51 me 5 mê 4 mé 2 mẻ 1;mềm 5 mèm 1;mèo 5 meo 1 méo 1 mẹo 1;mép 5;mét 39 mệt 12;mì 6 mi 1;
miễn 22 miền 12 miên 2;miếng 6 miệng 3;mình 130 minh 19;mịt 4 mít 1;
mở 64 mô 21 mơ 5 mộ 4 mồ 4 mờ 2 mớ 2 mổ 2 mố 1;mốc 8 mọc 5 mộc 4 móc 2;
mới 163 mỗi 71 mọi 27 mời 14 môi 8 mỏi 6 mối 2;mom 2 mồm 1 mõm 1;môn 10 mòn 3 món 2 mồn 1;
mong 43 mông 2 mỏng 2 mộng 1 móng 1;một 272 mốt 4 mọt 2;mù 8 mũ 1;mua 76 mưa 54 mùa 22 múa 1;
mục 24 mức 24 mực 5 múc 1;mùi 18 mũi 8 mui 1;mún 2 mùn 1;mừng 20 mung 1;mươi 57 mười 47 muỗi 12 muối 2;
muốn 34 mượn 5 muộn 3;mương 12 muống 1;mỹ 3;nặc 2;nách 2;nại 3;năm 148 nằm 24 nam 6 nấm 4 nắm 2;
nạn 11 nản 3 nàn 1 nan 1;năng 25 nâng 11 nắng 10 nặng 6;nào 145 nạo 2 não 1;nắp 2 nạp 1;nát 13 nạt 1;
nấu 7 nẫu 2;này 91 nay 81 nấy 3 nảy 1 náy 1 nãy 1;né 2 nẻ 2 nể 1 nề 1 nè 1;ném 2;nên 50 nền 8;neo 5 nẻo 1;
nếp 4 nép 2;nẹt 4 nét 2;nếu 26 nêu 10;ngã 24 nga 2 ngả 1;ngại 9;ngầm 5 ngắm 4 ngấm 2 ngâm 2 ngậm 1 ngẩm 1;
ngân 32 ngàn 7 ngắn 6 ngăn 2 ngằn 1 ngán 1;ngang 11;ngành 20;ngập 20;ngắt 5 ngặt 3 ngạt 1;ngầu 2;
ngày 102 ngay 39;nghe 55 nghề 19 nghệ 17;nghen 5 nghẽn 2 nghẹn 1;nghênh 2;nghèo 24;
nghị 73 nghỉ 21 nghĩ 12 nghi 5;nghĩa 12;nghiệm 14 nghiêm 7;nghiên 2;nghiêng 3;nghiệp 47;nghìn 38;
ngõ 32 ngờ 7 ngộ 3 ngỡ 1;ngoài 50 ngoại 15 ngoái 4;ngồi 24 ngôi 6 ngói 3 ngợi 1;ngòm 3 ngổm 1;
ngon 21 ngổn 2 ngốn 2 ngón 1 ngọn 1 ngôn 1;ngọt 3 ngột 2 ngớt 2;ngủ 28 ngư 4 ngữ 1 ngũ 1;ngừa 3 ngứa 2 ngụa 1;
ngừng 7;ngược 5;người 312 nguội 2;nguồn 33;ngưỡng 7;nguy 8;nguyện 25 nguyên 20 nguyễn 1;
nhà 350 nha 15 nhá 3 nhả 1;nhắc 13 nhạc 4;nhằm 7 nhầm 4 nhắm 1;
nhận 116 nhân 103 nhắn 15 nhẫn 6 nhấn 3 nhãn 1 nhằn 1;nhàng 5 nhặng 2;nhanh 38 nhánh 3;nhập 26;
nhất 57 nhật 12 nhặt 5 nhát 1 nhạt 1;nhau 30 nhậu 3;nhảy 8;nhé 50 nhẹ 12 nhể 1 nhẽ 1 nhe 1;nhỉ 11 nhi 2 nhị 1;
nhích 4;nhiệm 24 nhiễm 3;nhiên 19;nhiệt 6;nhiều 144 nhiêu 19;nhìn 25;nhịp 3;
nhỏ 38 nhờ 27 nhớ 21 nhở 7 nhỡ 1 nho 1;nhóm 30 nhôm 2;như 90 nhu 5;nhựa 6;nhức 2 nhục 1;
nhưng 66 những 60 nhung 1;nhượng 5 nhường 4;ni 2;niêm 19 niềm 4 niệm 1;niên 27;ninh 12;
nó 41 nổ 11 nợ 6 nọ 5 nỏ 2 nở 2 nỗ 1 no 1;nói 63 nơi 43 nổi 33 nội 21 nối 10 nồi 8 nới 2 nỗi 1;non 11 nôn 1;
nông 38 nóng 20 nồng 4 nòng 1;nộp 41;nữ 22 nụ 1 nu 1;nửa 40 nữa 26 nua 1;núi 22 nui 1;nước 183 nuốc 1;
nuôi 26 nuối 1;nứt 10 nút 4;ở 316 ô 12 ổ 11 o 4 ồ 2 ố 1 ớ 1;ơi 35 ổi 5 ỏi 2 ôi 2 ới 1 ối 1;ôm 9 ốm 3;
ơn 42 ổn 15 ồn 3 ôn 2;ông 62 ống 14;ốt 2;phá 8 pha 6;phải 187 phai 1 phái 1;phẩm 15 phạm 10;
phần 62 phân 37 phản 28 phận 11 phấn 5;phao 4 pháo 2;pháp 11;phát 61 phạt 17;phê 5 phế 2 phe 1;phép 18;phết 3;
phí 69 phi 1;phía 13;phiên 12;phiếu 8;phim 9;phố 60 phó 7 phổ 4 phở 1 pho 1 phô 1;phối 18 phơi 3 phổi 2;
phòng 52 phóng 10 phong 8 phỏng 3 phồng 1;phụ 55 phủ 8 phù 3 phu 1;phục 28 phức 3;phun 23;phương 40 phường 1;
phút 43 phụt 1;pin 15;pô 4;qua 142 quá 75 quả 32 quà 6;quan 55 quản 28 quán 27 quân 14 quần 11 quận 1 quẩn 1;
quang 7 quảng 5 quãng 2 quăng 1;quanh 16 quạnh 1;quạt 9 quát 1;quầy 17 quay 14 quấy 1;quê 45;quen 14 quên 7;
quẹo 2;quét 14 quệt 1;quốc 26;quy 34 quý 14 quỹ 14 quỳ 1;quyền 30 quyển 1;quyết 24;ra 144 rà 20 rạ 5 rả 1;
rác 44 rắc 2 rạc 1;rầm 6 ram 1;rần 2;rằng 21 răng 7 ràng 5 rạng 1 rang 1;rãnh 8 ranh 7 rành 2 rảnh 1;
rào 19 rao 2 ráo 1;rất 17 rát 1;rau 16;rẻ 9 rẽ 7 rễ 3 re 3 rể 2 rè 2 ré 1;reo 2;rệt 3 rét 1;rỉ 10 ri 1;
riêng 12 riềng 1;riêu 2;rõ 40 ro 6 rò 6 rọ 1;rồi 154 rơi 13 rối 3 rời 3 rọi 1 roi 1;rơm 12 rôm 1;
rộng 36 rông 4 rong 2 rỗng 1;rớt 5;rủ 2 ru 1 rú 1;rứa 6 rửa 5;rủi 8 rụi 2;run 4;rừng 16 rung 2 rưng 2;rước 7;
rưỡi 17 ruồi 5 rượi 1;ruộng 50;ruột 7;rút 11;sạc 19 sắc 4;sạch 35 sách 33;sai 17 sài 2;
sân 49 sản 22 sẵn 7 san 7 sàn 2 sạn 1;sáng 76 sang 29 sàng 4 sắng 2;sánh 4;sao 35 sào 11 sáo 3;
sắp 28 sáp 3 sạp 1 sấp 1;sát 30 sạt 11 sắt 1;sau 106 sáu 20 sâu 12;say 3 sấy 1;sẽ 45 sẻ 4 se 1;sếp 3;sét 2;
sĩ 32 sì 1 si 1;siêu 10;sim 2;sinh 73;số 145 sơ 74 sở 44 sổ 27 so 19 sợ 10 sờ 1;soạn 4;soát 21;sóc 3 sốc 1;
sớm 23;sơn 11 son 1;sống 26 sông 23 song 18 sóng 10;sốt 11 sót 5;sử 39 sự 29 sư 6 su 1;sửa 32 sữa 4 sủa 1 sứa 1;
suất 22;sức 13 súc 9;sung 17 súng 1;suối 4;sướng 3 sương 2;suốt 23;sút 5 sụt 4;suy 3;suýt 9;
ta 21 tạ 3 tá 3 tả 2;tác 29 tắc 19 tấc 1;tách 6;tại 101 tải 41 tài 41 tái 13 tai 12;
tâm 42 tạm 33 tám 20 tầm 14 tấm 6 tắm 4 tam 2 tăm 2;tận 31 tấn 11 tan 9 tán 5 tân 2 tằn 1 tần 1;
tăng 61 tầng 15 tặng 6;tanh 4;tạo 12 tao 2 táo 1;tập 51 tạp 5 tắp 2;tắt 10 tật 8 tất 5 tạt 4;tàu 6 tau 1;
tay 39 tây 3;tế 54 tệ 4 té 2 tê 2;tem 2;tên 26;tết 3;thả 7 thà 3 tha 1;thác 2 thắc 1;thái 11 thải 9 thai 4;
tham 17 thăm 8 thẩm 5 thậm 5 thảm 1 thấm 1;thận 11 thần 6 than 6 thân 6 thắn 1 thẫn 1;
tháng 92 thắng 15 thang 12 thẳng 8 thằng 5;thành 82 thanh 33 thánh 1;tháo 6 thảo 3 thao 2;thấp 16 thắp 3 tháp 1;
thật 28 thất 10 that 1;thầu 15 thấu 1;thấy 62 thay 30 thầy 5;thế 83 thể 44 thẻ 7 the 2 thề 1;thêm 56 thèm 2;
theo 111;thép 2 thếp 1;thì 261 thi 33 thị 31 thí 3;thích 14;thiện 5 thiên 5;thiệp 2;thiết 16 thiệt 12;
thiếu 39 thiểu 3 thiệu 3 thiêu 2;thịt 8;thở 9 thờ 8 thợ 7 thô 3 thơ 3 thọ 1 thò 1 tho 1;thỏa 2;thoại 44 thoải 2;
thoáng 6;thoát 19;thóc 4;thời 93 thôi 36 thối 11 thói 2 thổi 1 thòi 1;thơm 5;thôn 144 thon 2;
thông 75 thống 25 thòng 1;thu 94 thủ 37 thử 16 thư 11 thứ 7 thụ 4 thú 1;thửa 12 thừa 11 thua 7 thưa 3;
thuận 14 thuẫn 1;thuật 9;thực 52 thức 23 thúc 1 thục 1;thuê 31 thuế 17;thuộc 38 thuốc 38 thước 2;
thường 41 thương 39 thượng 5 thưởng 3;thủy 12 thuy 2;thuyền 3;thuyết 5;tí 11 tỉ 2 ti 1;tỉa 3;tích 38 tịch 11;
tiếc 9;tiêm 13 tiệm 1 tiềm 1;tiền 140 tiên 15 tiện 12 tiến 9;tiếng 54;tiếp 96;tiết 18;tiêu 42 tiểu 13;
tìm 14 tim 1;tin 37 tín 6;tình 45 tính 40 tỉnh 22 tinh 9 tĩnh 3;tít 6;
tổ 71 tờ 36 to 11 tô 11 tớ 3 tố 3 tỏ 1 tơ 1;tòa 15 tỏa 1;toàn 51 toán 8;tốc 14 tộc 3;
tôi 63 tới 61 tối 49 tội 5 tơi 1;tôm 3 tóm 1;tôn 10 tồn 5 tốn 4;tổng 21 tông 9 tong 1;tốt 26 tột 1;
trả 69 tra 55 trà 2 trá 1;trắc 2;trách 23;trải 8 trai 8 trái 7 trại 7;trăm 65 trạm 54 trầm 1;
trận 36 trấn 12 tràn 8 trân 2 trần 2 trăn 1 trán 1;trang 22 trắng 18 trạng 13 trăng 1;tránh 20 tranh 15;
trao 6 trào 5;trật 7;trâu 8 trấu 1;trẻ 55 trễ 11 tre 7;trên 125 trển 1;treo 8 trèo 3;trí 44 trì 14 tri 9 trị 7;
trích 9;triển 13 triền 2;triệu 48 triều 1;trình 38;trợ 58 trọ 24 trò 10 trở 7 trơ 2 trỗ 1;tróc 3 trọc 1;
trời 21 trôi 9;trộm 18;trơn 11 trọn 4 tròn 1 trộn 1 trốn 1;trong 181 trồng 29 trọng 18 trống 10 trông 9;
trụ 19 trú 17 trữ 10 trừ 10 trù 1;trưa 7;trực 42 trục 9 trúc 1;trung 54 trùng 5 trúng 3 trũng 3 trứng 1;
trước 152;trường 140 trưởng 28 trương 3;trượt 7;truy 4;truyền 19;từ 146 tự 82 tư 43 tử 18 tu 8 tủ 5 tứ 2 tụ 1;
tuần 42 tuấn 1 tuân 1;tục 42 tức 5 túc 2 tuc 1;tui 21 tụi 8 túi 6 tủi 2;từng 61 tung 4 túng 1;
tuổi 48 tươi 5 tưới 5;tường 16 tượng 10 tưởng 5 tướng 4 tương 3 tuong 1;tụt 2 tút 2;tuy 19 tùy 5;
tuyến 63 tuyển 22 tuyên 6;tuyệt 7;ty 25 tỷ 25;ứ 5 ủ 2 u 1 ú 1;ức 2;ùm 2;ùn 9;ứng 25 ủng 13 ưng 3 úng 1 ung 1;
ước 6;uống 18;ướp 3;ướt 3;úp 2;ưu 14;ủy 29 úy 1 uy 1;và 326 vá 6 vả 4 va 4 vạ 1;vác 3 vắc 1;vạch 7 vách 1;
vài 45 vãi 3 vai 2 vại 1 vải 1;vẫn 92 văn 60 vận 30 vấn 17 ván 7 van 5 vạn 2 vân 1 vẩn 1 vần 1;
vàng 19 vắng 6 vâng 5 vang 4;vào 136;vật 24 vặt 4 vất 3 vát 1;vậy 45 vay 26 vầy 2 vây 1 váy 1;
về 149 vệ 23 vé 22 vẽ 6 vẻ 4 ve 3;ven 10;vèo 2;vét 3 vệt 1 vết 1;vì 53 vị 50 vi 15 ví 5 vỉ 1;vỉa 7 via 1;
việc 89;viêm 2;viên 68 viện 13;viết 11 việt 1;vịn 2;vịt 9;vô 23 vợ 12 vỡ 11 vỏ 7 vo 3 vỗ 2 vơ 1 vớ 1 võ 1 vở 1;
với 190 vòi 6 vời 4 voi 3 vội 1 vôi 1 vợi 1;vốn 23 vờn 1;vòng 20 vọng 10 vong 2 võng 1;vớt 6 vợt 1;
vụ 55 vũ 4 vu 1;vừa 55;vực 38;vui 31;vùng 33 vững 4 vũng 1;vườn 18;vướng 13 vuông 8;vượt 9;vứt 5;
xã 389 xa 37 xả 17 xà 3 xá 3;xác 17;xăng 12;xanh 9;xấu 6 xâu 1;xây 43 xảy 7 xay 2;xe 196 xế 7 xé 2 xè 1;
xem 77 xém 2;xen 5;xếp 23 xép 1;xét 17;xi 2 xì 1;xin 53 xịn 1;xịu 2 xỉu 1;xóa 5;xóc 2;xóm 52;xong 64 xông 1;
xót 4;xử 28 xứ 5 xu 3;xưa 18;xuất 29;xúc 13;xung 8 xưng 5 xứng 1;xuống 59 xưởng 22 xuồng 2 xương 1;xuyên 7;
ý 60 y 49;yên 7;yết 19;yêu 40 yếu 28;
`;

/** A syllable and how often it was counted. */
export interface Reading {
  readonly syllable: string;
  readonly count: number;
}

/** What a syllable without marks can stand for, most counted first. */
export const READINGS_BY_FOLDED: ReadonlyMap<string, readonly Reading[]> = new Map(
  COUNTED.split(";")
    .map((group) => readGroup(group.trim().split(" ")))
    .map((readings) => [foldDiacritics(readings[0]?.syllable ?? ""), readings] as const),
);

function readGroup(parts: readonly string[]): Reading[] {
  const readings: Reading[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2)
    readings.push({ syllable: parts[at] ?? "", count: Number(parts[at + 1]) });
  return readings;
}

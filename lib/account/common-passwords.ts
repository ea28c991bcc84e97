/**
 * Passwords of eight characters and more that are tried first: from public lists of leaked ones, with the
 * favourites of Chinese users and the words of this platform. Lower case; simple runs and repetitions
 * (12345678, aaaaaaaa, 12121212) are told by rule, not listed.
 */
const words = `
password password1 password12 password123 password1234 password01 passw0rd p@ssw0rd p@ssword p@ssword1 pa$$w0rd
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qaz@wsx qazwsxedc qazwsx123 zaq12wsx zaq1zaq1 zaq1xsw2
qwertyui qwertyuiop qwerty123 qwerty12 qwerty1234 qwe123456 qweasdzxc qwer1234 q1w2e3r4 q1w2e3r4t5 asdfghjk
asdfghjkl asdf1234 asdfasdf zxcvbnm1 zxcvbnm123 zxcvbnmzxcvbnm asd123456 zxc123456 qweqweqwe asdasdasd
a1234567 a12345678 a123456789 a1b2c3d4 aa123456 aa12345678 aaa123456 aaaa1111 abc12345 abc123456 abc123456789
abcd1234 abcd12345 abcde12345 abcdef123 abc123abc 123456aa 123456abc 123456789a 123456789abc 12345678a 1234567a
123456qq 123qweasd 123qwe123 123qweasdzxc 123123qwe 1234qwer 12345qwert 123abc123 123456as 123456zx 1234abcd
123456789q 123456789z 0123456789 9876543210 987654321a 1357924680 1472583690 147258369 159357456 159753258
741852963 789456123 963852741 789456123a 147852369 123698745 12369874 11223344 1122334455 112233445566 11112222
12344321 123454321 1234554321 123321123 123321123321 1111111a 11111111a 111222333 123123aa 100200300
12301230 10101010a 20082008 20002000 19491001 13145200 13141314 1314520520 5201314520 52013145 520131400
5201314a 5201314qq 520520520 521521521 1314521521 7758521521 7758258a 77585210 7758521a 584520584 584131421
woaini1314 woaini520 woaini521 woaini123 woaini5201314 woaiwojia woaiwoziji woaizhongguo woainima woaini1234
iloveyou iloveyou1 iloveyou1314 iloveyou520 iloveyou123 loveyou123 love1314 love5201314 iloveu1314 ilovechina
qq123456 qq123456789 qq12345678 qq5201314 qq1234567 wang1234 wang123456 zhang123 zhang123456 li123456 liu123456
chen123456 yang123456 huang123 zhao123456 zhou123456 xiaoming xiaoxiao xiaolong123 nihao123 nihao1234 nihaoma123
zhongguo zhongguo1 zhongguo123 zhonghua zhonghua123 beijing2008 beijing123 shanghai shanghai123 shandong
shandong123 shandong1 jining123 jining1234 jining2024 jining2025 jining2026 jiningrs jnrs1234 jnrsj123
woshishui woshitiancai tiancai123 caonima123 wodemima mima1234 mima123456 mimamima mima12345 guanliyuan
guanliyuan123 yonghu123 denglu123 huanying jixujiaoyu jixujiaoyu1 jixujiaoyu123 jxjy1234 jxjy12345 jxjy123456
jxjy2023 jxjy2024 jxjy2025 jxjy2026 peixun123 zhicheng123 xueshi123 renshe123 rensheju renshe12333
admin123 admin1234 admin12345 admin123456 admin888 admin8888 admin@123 admin@1234 administrator root1234
root123456 test1234 test12345 test123456 user1234 guest123 welcome1 welcome123 changeme changeme123 letmein1
letmein123 default123 abc@1234 abcd@1234 abc@123456 aa@123456 qwe@1234 pass@123 pass@1234 pass1234 computer
internet football baseball basketball superman sunshine princess starwars trustno1 dragon123 monkey123 master123
michael1 jennifer jordan23 shadow123 whatever freedom1 88888888a 66668888 88886666 16888888 168168168 518518518
`;

export const commonPasswords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

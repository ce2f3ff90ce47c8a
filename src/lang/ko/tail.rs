//! stub
const TAILS: &str = "이 가 을 를 은 는 과 와 으로 로 의 에 에서 에게 도 만 까지 부터 처럼 보다 이다 다 들 들이 들은 들을 들의 했다 하는 한 할 하고 하며 하기 해 된 되는 됐다 되고 에는 에서는 으로는 로는 로부터 이라고 라고 이라는 라는 인 이나 나";
pub fn is_tail(_last: char, rest: &str) -> bool {
    rest.is_empty() || TAILS.split(' ').any(|t| t == rest)
}
pub fn stems(e: &str) -> Vec<&str> {
    e.char_indices()
        .map(|(i, c)| i + c.len_utf8())
        .filter(|&i| is_tail('x', &e[i..]))
        .map(|i| &e[..i])
        .rev()
        .collect()
}

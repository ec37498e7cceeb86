"""What no document can tell: what is still to come, and an opinion of Candour's own."""

import pytest

from retriever.search.beyond import NO_OPINION, NOT_YET
from retriever.search.scope import Scope
from tests.scoped import scope_for


@pytest.mark.parametrize(
    "question",
    [
        "What grade will Northmere get?",
        "Who will be the lead inspector for Northmere at the next inspection?",
        "Will Aldercombe be judged outstanding?",
        "What outcome will the Tern House home be given next?",
        "Will Northmere improve by 2028?",
        "When will the next visit to Northmere take place?",
        "How many social workers will Northmere recruit next year?",
        "Who will be the next director of children's services in Northmere?",
        "Who's going to lead the next inspection of Northmere?",
        "Is Northmere going to get to outstanding at its next inspection?",
        "What will caseloads be like in Northmere in two years' time?",
        "Will Northmere keep its grade next time round?",
        "Which council is likely to be judged inadequate next?",
        "On what date does Ofsted come to Northmere again?",
        "When is Northmere due to be inspected by Ofsted next?",
        "Next year's budget for Northmere?",
        "Will Northmere still run its hubs in ten years?",
        "What will caseloads look like in Northmere five years from now?",
        "Is Northmere going to be merged with Aldercombe?",
        "What are the chances that Northmere gets to outstanding?",
        "Can you predict Northmere's grade?",
        "What will the next framework look like?",
        "What will happen to Northmere's services after the reorganisation?",
        "Are any councils going to be judged inadequate next year?",
        "If the council changes hands in May what happens in Northmere?",
        "What's the forecast for caseloads in Northmere?",
        "How many carers will Northmere have by the end of the decade?",
        "Who's going to take over as director in Northmere?",
        "Will the Fenside trust be wound up?",
        "Which councils are due to be inspected in the autumn?",
        "Is Northmere likely to become outstanding in the next three years?",
        "Are inspectors going to drop the grades in the next five years?",
        "Who is going to be the next Children's Commissioner?",
        "When will the version of the guidance after this one be published?",
    ],
)
def test_a_grade_still_to_be_given_is_in_no_document(question: str) -> None:
    assert scope_for(question) == Scope(missing=NOT_YET)


@pytest.mark.parametrize(
    "question",
    [
        "What must Northmere do before its next inspection?",
        "What will the next steps be for Northmere?",
        "What did leaders in Northmere plan for the next year?",
        "What is the plan for next year's intake in Northmere?",
        "How do the chances of living with kin compare between Northmere and Aldercombe?",
        "Should Northmere have moved them, according to the report?",
        "Should care leavers in Northmere have a pathway plan?",
        "Should foster carers in Northmere have delegated authority?",
        "Who should have oversight of placements in Northmere?",
        "Do you think caseloads in Northmere are manageable?",
        "How has Northmere managed to be outstanding in three years?",
        "How many times in three years has Northmere had to be inspected?",
        "How will elected members in Northmere hold leaders to account?",
        "Will children in Northmere lose their social worker at 18?",
        "When children return from missing episodes in Northmere do inspectors see interviews?",
        "Do inspectors mention next year's budget pressures in Northmere?",
        "Do inspectors in Northmere say what they think of it?",
        "What will replace the monthly reports in Northmere?",
        "What is the demand forecast for in Northmere?",
    ],
)
def test_what_is_planned_may_be_told(question: str) -> None:
    assert scope_for(question).missing == ""


@pytest.mark.parametrize(
    "question",
    [
        "Do you agree with the judgement on Northmere?",
        "Would you recommend working there?",
        "Should I move my child to a school in Northmere?",
        "Is it fair to judge councils so?",
        "Who is the best lead inspector?",
        "Would you send your own child to a home there?",
        "Are Ofsted inspectors too harsh on councils?",
        "Was the inspection of Northmere fair?",
        "Is it right that Northmere was judged outstanding?",
        "What is the best council in England for children?",
        "I've been offered jobs in Northmere and Aldercombe, which one should I take?",
        "Who is to blame for the delays in Northmere?",
        "Should I take the post in Northmere or hold out for Aldercombe?",
        "Do you reckon fostering in Northmere would suit a couple like us?",
        "Which council would you rather have grown up with, Northmere or Aldercombe?",
        "Would I enjoy working nights in Northmere?",
        "In your view, which is the better place to work?",
        "What was the lead inspector's own personal feeling?",
        "Which director do you like best?",
        "Would you rather be a social worker in Northmere or in Aldercombe?",
        "If you were running Northmere's services, what would you sort out first?",
        "Ought Northmere to have sacked its managers?",
        "Who deserves more of the credit in Northmere?",
        "How would the children feel if they read the report?",
        "Your honest opinion of the grades?",
        "Do you think that Northmere is doing well?",
        "Where should we move to foster, Northmere or Aldercombe?",
        "Between ourselves, was Northmere's 2024 grade too harsh?",
        "I live in Northmere. Can I trust these people?",
        "Would it be sensible to move from Northmere to Aldercombe?",
        "Adam Grey or Bela Hart: who's the fairer inspector?",
        "Did the lead inspector personally like the director?",
        "What did the inspector privately make of it?",
        "What was the director's gut reaction?",
        "Do you think the inspectors were too hard on Northmere?",
        "Rank your five favourite homes.",
        "Which of them do you personally like?",
        "Should I take the manager's job or stay?",
        "Which of the homes would you most like to work in?",
    ],
)
def test_an_opinion_is_not_the_documents(question: str) -> None:
    assert scope_for(question) == Scope(missing=NO_OPINION)


@pytest.mark.parametrize(
    "question",
    [
        "Should I refer a child who is missing?",
        "Do social workers think that caseloads are right?",
        "What do children say is fair?",
        "How do you work out a caseload?",
        "Do you think that caseloads are lower now?",
        "Should I apply for an allowance?",
        "What is the children's favourite room?",
        "Would you tell me who led the inspection?",
        "Is it right that social workers visit every six weeks?",
        "What is the best place for a private meeting with a child?",
        "Were reports of unfair treatment followed up?",
        "Is a report needed when restraint is justified?",
        "Is a family group conference a good way to involve fathers?",
        "How would staff react if a child goes missing?",
        "How would a child feel able to make a complaint?",
        "When would it be safe for a child to return home?",
        "Who is the former director?",
        "Who is the most senior inspector?",
        "Did inspectors find it too hard for families to get help?",
        "Do children deserve better care according to the review?",
        "What must be said if your view of a child differs?",
        "Would it be safe to place a child near a former address?",
        "Should we tell the parents?",
        "Ought a manager to have a plan?",
        "How would you like to be told of it?",
        "Which school should I send the file to?",
        "What are privately fostered children told?",
        "What did children privately think of their carers?",
        "Will brothers and sisters be broken up when placed?",
        "Who should I take over from as designated lead?",
        "When will the new version of the framework come out?",
        "When is an updated version of a summary published?",
        "Will the next inspector look at the same measures?",
        "Will Ofsted be told if a provider is wound up?",
        "Should I accept open references for a post?",
        "Should I take up references before a job offer?",
    ],
)
def test_what_the_documents_may_say_of_opinions_is_theirs(question: str) -> None:
    assert scope_for(question) == Scope()


@pytest.mark.parametrize(
    "question",
    [
        "What grade will a home get if children are not safe?",
        "What outcome will a complainant receive at stage 2?",
    ],
)
def test_what_will_always_be_given_may_be_told(question: str) -> None:
    assert scope_for(question).missing == ""
